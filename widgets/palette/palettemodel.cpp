// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/palette/palettemodel.h"

#include "models/items/fuzzymatch.h"
#include "widgets/common/plaintext.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace palette {

namespace {

struct Ranked
{
    std::size_t entry = 0;
    int rank = 0;
    std::vector<int> titlePlaces = {};
    std::vector<int> detailPlaces = {};
    bool isScattered = false;
    QString inside = {}; // the line in it that answers
};

constexpr qsizetype kShortestInside = 3; // letters: fewer stand in everything
constexpr std::ptrdiff_t kMostInside = 6; // entries: no more stand before what a search finds
constexpr qsizetype kBeforeInside = 24;
constexpr qsizetype kInsideLength = 100;

// What stands inside an entry where the words that were typed begin a word; empty: nowhere.
QString insideWith(const Entry& entry, const QString& typed)
{
    for (const QString& line : entry.inside) {
        qsizetype at = line.indexOf(typed, 0, Qt::CaseInsensitive);
        while (at > 0 && line[at - 1].isLetterOrNumber())
            at = line.indexOf(typed, at + 1, Qt::CaseInsensitive);
        if (at < 0)
            continue;
        qsizetype from = 0;
        if (at > kBeforeInside) { // from the beginning of a word on
            from = line.indexOf(u' ', at - kBeforeInside) + 1;
            from = from == 0 ? at : std::min(from, at);
        }
        const QString piece = line.mid(from, kInsideLength);
        return (from > 0 ? u"…"_s : QString())
            + common::safeLine(piece.simplified().toStdString(), kInsideLength);
    }
    return {};
}

bool isIn(Scope scope, const Entry& entry)
{
    if (scope == Scope::All)
        return entry.scope != Scope::Help;
    return entry.scope == scope;
}

bool isSameRow(const Entry& left, const Entry& right)
{
    return left.kind == right.kind && left.title == right.title && left.detail == right.detail
        && left.link == right.link;
}

} // namespace

Scope scopeOf(const QString& typed, QString& text)
{
    text = typed.trimmed();
    const QChar sign = text.isEmpty() ? QChar() : text.front();
    const Scope scope = sign == u'>' ? Scope::Actions
        : sign == u'@'               ? Scope::Services
        : sign == u'#'               ? Scope::Traces
        : sign == u'?'               ? Scope::Help
                                     : Scope::All;
    if (scope != Scope::All)
        text = text.mid(1).trimmed();
    return scope;
}

QString accessibleText(const Entry& entry)
{
    QStringList parts{entry.title, entry.kind};
    for (const QString& part : {entry.detail, entry.shortcut}) {
        if (!part.isEmpty())
            parts << part;
    }
    if (!entry.isEnabled)
        parts << (entry.reason.isEmpty() ? PaletteModel::tr("not available now")
                                         : PaletteModel::tr("not available: %1").arg(entry.reason));
    return parts.join(u", "_s);
}

PaletteModel::PaletteModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry& entry = row(index.row()).entry;
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::AccessibleTextRole:
        return accessibleText(entry);
    case Qt::ToolTipRole: // what the row may have no room for
        return common::plainToolTip(entry.detail.isEmpty() ? entry.title
                                                           : entry.title + u'\n' + entry.detail);
    default:
        return {};
    }
}

void PaletteModel::setEntries(std::vector<Entry> entries, const QStringList& recent)
{
    m_entries = std::move(entries);
    m_recent = recent;
    m_scope = Scope::All;
    m_text.clear();
    rank();
}

void PaletteModel::setTyped(const QString& typed)
{
    m_scope = scopeOf(typed, m_text);
    rank();
}

void PaletteModel::rank()
{
    const items::FuzzyPattern pattern(m_text);
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const Entry& entry = m_entries[i];
        if (!isIn(m_scope, entry))
            continue;
        Ranked candidate{.entry = i};
        if (pattern.isEmpty()) {
            const qsizetype used = entry.key.isEmpty() ? -1 : m_recent.indexOf(entry.key);
            candidate.rank = used < 0 ? 0 : static_cast<int>(m_recent.size() - used);
        } else if (auto match = pattern.match(entry.title, entry.detail);
                   match && (match->kind > items::FuzzyKind::Scattered || match->isDense)) {
            candidate.rank = match->rank;
            candidate.isScattered = match->kind == items::FuzzyKind::Scattered;
            candidate.titlePlaces = std::move(match->places);
            candidate.detailPlaces = std::move(match->besidePlaces);
        } else if (m_text.size() >= kShortestInside) {
            candidate.inside = insideWith(entry, m_text);
            candidate.rank = -1;
            if (candidate.inside.isEmpty())
                continue;
        } else {
            continue;
        }
        ranked.push_back(std::move(candidate));
    }
    // Letters here and there are an answer only where there is no other.
    if (!std::ranges::all_of(ranked, &Ranked::isScattered))
        std::erase_if(ranked, [](const Ranked& each) { return each.isScattered; });
    std::ranges::stable_sort(ranked, [this](const Ranked& left, const Ranked& right) {
        const bool isLeft = m_entries[left.entry].isEnabled;
        const bool isRight = m_entries[right.entry].isEnabled;
        return isLeft != isRight ? isLeft : left.rank > right.rank;
    });
    std::ptrdiff_t inside = 0;
    std::erase_if(ranked, [&inside](const Ranked& each) {
        return !each.inside.isEmpty() && ++inside > kMostInside;
    });
    m_matching = ranked.size();
    ranked.resize(std::min(ranked.size(), kMostRows));
    beginResetModel();
    m_rows.clear();
    for (Ranked& candidate : ranked) {
        m_rows.push_back({.entry = m_entries[candidate.entry],
                          .titlePlaces = std::move(candidate.titlePlaces),
                          .detailPlaces = std::move(candidate.detailPlaces)});
        if (!candidate.inside.isEmpty())
            m_rows.back().entry.detail = candidate.inside;
    }
    m_ranked = m_rows.size();
    endResetModel();
}

PaletteModel::Row PaletteModel::foundRow(const Entry& entry) const
{
    Row row{.entry = entry, .titlePlaces = {}, .detailPlaces = {}};
    // The place that was found, not letters here and there of a whole sentence.
    if (auto match = items::FuzzyPattern(m_text).match(entry.title);
        match && match->kind != items::FuzzyKind::Scattered)
        row.titlePlaces = std::move(match->places);
    return row;
}

void PaletteModel::setFound(std::vector<Entry> found)
{
    if (m_scope != Scope::All && m_scope != Scope::Traces)
        found.clear();
    std::size_t same = 0;
    while (same < found.size() && m_ranked + same < m_rows.size()
           && isSameRow(m_rows[m_ranked + same].entry, found[same]))
        ++same;
    const std::size_t kept = m_ranked + same;
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    if (same == found.size())
        return;
    beginInsertRows({}, static_cast<int>(kept), static_cast<int>(m_ranked + found.size()) - 1);
    for (std::size_t i = same; i < found.size(); ++i)
        m_rows.push_back(foundRow(found[i]));
    endInsertRows();
}

} // namespace palette
