// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/suspectmodel.h"

#include "models/items/sanitizedtext.h"
#include "models/items/servicehealthmodel.h"
#include "models/telemetry/signalcheck.h"

#include <QRegularExpression>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

// Of what is written without a limit so much is looked at: it is read at every paint.
constexpr qsizetype kMostRead = 4096; // bytes
constexpr qsizetype kMostParts = 32;
constexpr qsizetype kMostChips = 8;
constexpr qsizetype kLongestChip = 40; // UTF-16 units; longer ones are sentences

QStringList partsOf(const std::string& reasons)
{
    QStringList parts;
    qsizetype size = std::min(static_cast<qsizetype>(reasons.size()), kMostRead);
    const auto isInside = [&](qsizetype at) {
        const auto byte = static_cast<unsigned char>(reasons[static_cast<std::size_t>(at)]);
        return (byte & 0xC0U) == 0x80U;
    };
    while (size > 0 && size < static_cast<qsizetype>(reasons.size()) && isInside(size))
        --size;
    const QString text = QString::fromUtf8(reasons.data(), size);
    for (const QString& part : text.split(u';', Qt::SkipEmptyParts)) {
        if (parts.size() == kMostParts)
            break;
        if (!part.trimmed().isEmpty())
            parts << part.trimmed();
    }
    return parts;
}

QString shortened(const QString& chip)
{
    if (chip.size() <= kLongestChip)
        return chip;
    const bool isSplit = chip.at(kLongestChip - 2).isHighSurrogate();
    return chip.left(kLongestChip - (isSplit ? 2 : 1)) + u'…';
}

// One part of the reasons; the first one of a check names it.
struct Reason
{
    QString check; // as recorded; empty: the one before goes on, or none was named
    QString text;
};

Reason reasonFrom(const QString& part)
{
    static const QRegularExpression named(u"^([^\\d:][^:]{0,39}): (.+)$"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = named.match(part);
    // What the validator of truncation says further of the input has a colon too.
    if (!match.hasMatch() || part.startsWith(u"history was dropped: "_s)
        || part.startsWith(u"the prompt has "_s))
        return {.check = {}, .text = part};
    return {.check = match.captured(1), .text = match.captured(2)};
}

// "4 identifiers that the context does not hold: ...": what comes before "that".
QString countedChip(const QString& text)
{
    static const QRegularExpression counted(u"^(\\d+ \\w+) that the context does not hold"_s);
    return counted.match(text).captured(1);
}

QString truncationChip(const QString& text)
{
    if (text.startsWith(u"history was dropped"_s))
        return SuspectModel::tr("history cut");
    const bool isInput = text.contains(u"input"_s) && !text.contains(u"output"_s);
    return isInput ? SuspectModel::tr("input cut") : SuspectModel::tr("cut off");
}

auto shownOfRow(const suspects::QueueRow& row)
{
    return std::tie(row.suspicion.probability, row.suspicion.reasons, row.suspicion.time,
                    row.service, row.operation, row.model, row.excerpt, row.contentState,
                    row.said.standing, row.recorded);
}

} // namespace

QString reasonsText(const std::string& reasons)
{
    QStringList sentences;
    for (QString part : partsOf(reasons)) {
        while (part.endsWith(u'.')) // they are joined to one sentence
            part.chop(1);
        const Reason reason = reasonFrom(part);
        sentences << (reason.check.isEmpty()
                          ? reason.text
                          : checkTitle(reason.check.toStdString()) + u": "_s + reason.text);
    }
    return sentences.join(u"; "_s);
}

QStringList reasonChips(const std::string& reasons)
{
    QStringList chips;
    QString check;
    for (const QString& part : partsOf(reasons)) {
        if (chips.size() == kMostChips)
            break;
        const Reason reason = reasonFrom(part);
        const bool isNamed = !reason.check.isEmpty();
        if (isNamed)
            check = reason.check;
        QString chip = countedChip(reason.text);
        if (chip.isEmpty() && check.toStdString() == telemetry::kTruncation)
            chip = truncationChip(reason.text);
        if (chip.isEmpty() && isNamed)
            chip = checkTitle(check.toStdString());
        if (chip.isEmpty() && check.isEmpty())
            chip = reason.text;
        chip = shortened(chip);
        if (!chip.isEmpty() && !chips.contains(chip))
            chips << chip;
    }
    return chips;
}

QString missingTextReason(telemetry::ContentState state)
{
    switch (state) {
    case telemetry::ContentState::NotCaptured:
        return SuspectModel::tr("The text was not captured.");
    case telemetry::ContentState::Captured:
        return SuspectModel::tr("The output is empty.");
    case telemetry::ContentState::Redacted:
        return SuspectModel::tr("Text was taken out, by Plumbline's redaction or before it came "
                                "here.");
    case telemetry::ContentState::TelemetryTruncated:
        return SuspectModel::tr("The text was cut by a limit of the telemetry.");
    case telemetry::ContentState::Encrypted:
        return SuspectModel::tr("The text is encrypted.");
    }
    return {};
}

SuspectModel::SuspectModel(QObject* parent)
    : TableModel(parent)
{
}

int SuspectModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant SuspectModel::cell(const suspects::QueueRow& row, int, int role) const
{
    const QString service = QString::fromStdString(row.service);
    const QString model = QString::fromStdString(row.model);
    const QString excerpt = QString::fromStdString(row.excerpt);
    switch (role) {
    case Qt::DisplayRole:
        return excerpt.isEmpty() ? missingTextReason(row.contentState) : excerpt;
    case Qt::AccessibleTextRole:
        return visibleLines(tr("Suspicion %1 percent, %2, model %3: %4")
                                .arg(qRound(row.suspicion.probability * 100))
                                .arg(service, model.isEmpty() ? tr("unknown") : model,
                                     reasonsText(row.suspicion.reasons))
                            + (row.said.standing == suspects::Standing::None
                                   ? QString()
                                   : u"; "_s + standingText(row.said.standing))
                            + (isMarked(keyOf(row)) ? tr("; selected") : QString()));
    case Qt::ToolTipRole:
        return visibleLines(reasonsText(row.suspicion.reasons));
    case ProbabilityRole:
        return row.suspicion.probability;
    case ReasonsRole:
        return partsOf(row.suspicion.reasons);
    case ChipsRole:
        return reasonChips(row.suspicion.reasons);
    case ServiceRole:
        return service;
    case ModelRole:
        return model;
    case IsExcerptRole:
        return !excerpt.isEmpty();
    case TimeRole:
        return qlonglong{telemetry::toUnixNanos(row.suspicion.time)};
    case VerdictRole:
        return standingText(row.said.standing);
    case MarkedRole:
        return isMarked(keyOf(row));
    default:
        return {};
    }
}

telemetry::SpanKey SuspectModel::keyOf(const suspects::QueueRow& row) const
{
    return {.trace = row.suspicion.trace, .span = row.suspicion.span};
}

bool SuspectModel::isSame(const suspects::QueueRow& left, const suspects::QueueRow& right) const
{
    return shownOfRow(left) == shownOfRow(right);
}

QHash<int, QByteArray> SuspectModel::roleNames() const
{
    auto names = TableModel::roleNames();
    names.insert({{ProbabilityRole, "probability"},
                  {ReasonsRole, "reasons"},
                  {ChipsRole, "chips"},
                  {ServiceRole, "service"},
                  {ModelRole, "model"},
                  {IsExcerptRole, "isExcerpt"},
                  {TimeRole, "time"},
                  {VerdictRole, "verdict"},
                  {MarkedRole, "marked"}});
    return names;
}

QString standingText(suspects::Standing standing)
{
    switch (standing) {
    case suspects::Standing::None:
        return {};
    case suspects::Standing::HalfConfirmed:
        return SuspectModel::tr("wrong, 1 of 2");
    case suspects::Standing::Confirmed:
        return SuspectModel::tr("confirmed");
    case suspects::Standing::Dismissed:
        return SuspectModel::tr("dismissed");
    case suspects::Standing::Unsure:
        return SuspectModel::tr("unsure");
    case suspects::Standing::Conflicting:
        return SuspectModel::tr("in dispute");
    }
    return {};
}

void SuspectModel::setMarked(std::vector<telemetry::SpanKey> keys)
{
    m_marked = {keys.begin(), keys.end()};
    touchAll({MarkedRole, Qt::AccessibleTextRole});
}

std::vector<telemetry::SpanKey> SuspectModel::marked() const
{
    std::vector<telemetry::SpanKey> keys(m_marked.begin(), m_marked.end());
    std::ranges::sort(keys);
    return keys;
}

void SuspectModel::setSuspects(std::vector<suspects::QueueRow> suspects)
{
    std::unordered_set<telemetry::SpanKey> seen;
    std::erase_if(suspects, [&seen, this](const suspects::QueueRow& suspect) {
        return !seen.insert(keyOf(suspect)).second;
    });
    setRows(std::move(suspects));
}

void SuspectModel::updateShown(const std::vector<suspects::QueueRow>& suspects)
{
    std::unordered_map<telemetry::SpanKey, const suspects::QueueRow*> newest;
    for (const suspects::QueueRow& suspect : suspects)
        newest.emplace(keyOf(suspect), &suspect);
    std::vector<suspects::QueueRow> wanted = rows();
    for (suspects::QueueRow& row : wanted) {
        const auto found = newest.find(keyOf(row));
        if (found != newest.end())
            row = *found->second;
    }
    setRows(std::move(wanted));
}

int SuspectModel::countNew(const std::vector<suspects::QueueRow>& suspects) const
{
    std::unordered_set<telemetry::SpanKey> known;
    for (const auto& suspect : rows())
        known.insert(keyOf(suspect));
    return static_cast<int>(
        std::count_if(suspects.begin(), suspects.end(), [&](const suspects::QueueRow& suspect) {
            return !known.contains(keyOf(suspect));
        }));
}

int SuspectModel::countGone(const std::vector<suspects::QueueRow>& suspects) const
{
    std::unordered_set<telemetry::SpanKey> there;
    for (const auto& suspect : suspects)
        there.insert(keyOf(suspect));
    return static_cast<int>(
        std::count_if(rows().begin(), rows().end(), [&](const suspects::QueueRow& suspect) {
            return !there.contains(keyOf(suspect));
        }));
}

} // namespace items
