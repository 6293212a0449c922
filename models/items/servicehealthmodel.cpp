// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/servicehealthmodel.h"

#include "models/health/engine.h"
#include "models/items/formats.h"
#include "models/items/sanitizedtext.h"
#include "models/telemetry/signalcheck.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

using namespace Qt::StringLiterals;

namespace items {

namespace {

const CheckCell* findCell(const ServiceHealth& row, const std::string& check)
{
    const auto found = row.checks.find(check);
    return found == row.checks.end() ? nullptr : &found->second;
}

// In the order of telemetry::kValidatorChecks.
constexpr std::array kMeanings{
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that say what their context does not hold"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that are cut off, or whose input was cut"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that say otherwise than the results of their tools"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that call tools, give arguments or name packages that do "
                      "not exist"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that cite or quote what they were not given"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that contradict themselves or an earlier answer"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that are not of the format that was asked for"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel", "Share of answers that refuse or evade"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers in another language than the question"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that speak as somebody else than the instructions name"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers that run in a loop, fall apart or change their script"),
    QT_TRANSLATE_NOOP("items::ServiceHealthModel",
                      "Share of answers by another model than was asked for"),
};
static_assert(kMeanings.size() == telemetry::kValidatorChecks.size());

QString checkMeaning(const std::string& check)
{
    const std::size_t own = telemetry::validatorCheckIndex(check);
    return own < kMeanings.size()
        ? ServiceHealthModel::tr(kMeanings[own])
        : ServiceHealthModel::tr("Share of answers that this check of a judge calls wrong");
}

QString ownTitle(const std::string& check)
{
    QString title = visibleName(check);
    title.replace(u'_', u' ');
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

} // namespace

QString checkTitle(const std::string& check)
{
    QString title = ownTitle(check);
    // A judge may call its check as one of ours is called, but for the case.
    for (const char* ours : telemetry::kValidatorChecks) {
        if (check != ours && title.compare(ownTitle(ours), Qt::CaseInsensitive) == 0)
            title += ServiceHealthModel::tr(" (judge)");
    }
    return title;
}

std::vector<QString> checkTitles(const std::vector<std::string>& checks)
{
    std::vector<QString> titles;
    for (const std::string& check : checks)
        titles.push_back(checkTitle(check));
    const std::vector<QString> plain = titles;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        if (std::ranges::count(plain, plain[i]) > 1 && visibleName(checks[i]) != plain[i])
            titles[i] = ServiceHealthModel::tr("%1 (“%2”)").arg(plain[i], visibleName(checks[i]));
    }
    return titles;
}

QString answersText(const ServiceHealth& service)
{
    return service.isThinned
        ? countedText(service.generations, ServiceHealthModel::tr("1 answer kept"),
                      ServiceHealthModel::tr("%1 answers kept"))
        : countedText(service.generations, ServiceHealthModel::tr("1 answer begun"),
                      ServiceHealthModel::tr("%1 answers begun"));
}

QString healthStateText(health::HealthState state)
{
    switch (state) {
    case health::HealthState::Well:
        return ServiceHealthModel::tr("well");
    case health::HealthState::AlarmRaised:
        return ServiceHealthModel::tr("alarm raised");
    case health::HealthState::Acknowledged:
        return ServiceHealthModel::tr("alarm acknowledged");
    case health::HealthState::Degraded:
        return ServiceHealthModel::tr("degraded, no alarm");
    case health::HealthState::Stale:
        return ServiceHealthModel::tr("stale");
    case health::HealthState::NoData:
        return ServiceHealthModel::tr("no data");
    case health::HealthState::NotCaptured:
        return ServiceHealthModel::tr("content not captured");
    case health::HealthState::Inconclusive:
        return ServiceHealthModel::tr("inconclusive");
    case health::HealthState::JudgeUnavailable:
        return ServiceHealthModel::tr("judge unavailable");
    }
    return {};
}

QString healthStateMeaning(health::HealthState state)
{
    switch (state) {
    case health::HealthState::Well:
        return ServiceHealthModel::tr("Enough answers were checked, and few enough failed.");
    case health::HealthState::AlarmRaised:
        return ServiceHealthModel::tr("More answers fail than usual, beyond chance.");
    case health::HealthState::Acknowledged:
        return ServiceHealthModel::tr("Somebody is looking at it, or it is shelved.");
    case health::HealthState::Degraded:
        return ServiceHealthModel::tr(
            "More answers fail than should, in the range or in its newest "
            "minute; no alarm is open.");
    case health::HealthState::Stale:
        return ServiceHealthModel::tr("No result for longer than usual: what is shown is old.");
    case health::HealthState::NoData:
        return ServiceHealthModel::tr("Nothing to judge has come.");
    case health::HealthState::NotCaptured:
        return ServiceHealthModel::tr("The telemetry holds no text that could be judged.");
    case health::HealthState::Inconclusive:
        return ServiceHealthModel::tr("Too few results to tell well from bad.");
    case health::HealthState::JudgeUnavailable:
        return ServiceHealthModel::tr("The judge itself failed.");
    }
    return {};
}

ServiceHealthModel::ServiceHealthModel(QObject* parent)
    : TableModel(parent)
{
}

int ServiceHealthModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_checks.size());
}

QVariant ServiceHealthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::AccessibleTextRole && section == 0 && m_isOrderPending)
        return tr("Service, a newer order waits");
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return section == 0 ? (m_isOrderPending ? tr("Service ↕") : tr("Service"))
                            : checkTitles(m_checks)[static_cast<std::size_t>(section - 1)];
    if (role == ShortTitleRole && section > 0)
        return shortTitles()[static_cast<std::size_t>(section - 1)];
    if (role == Qt::ToolTipRole && section == 0 && m_isOrderPending)
        return tr(
            "A newer order waits: the worst come first again once neither the pointer nor the "
            "keys are in the list.");
    if (role == Qt::ToolTipRole && section > 0)
        return checkMeaning(m_checks[static_cast<std::size_t>(section - 1)]);
    return {};
}

// Our own in the words they are known by; a judge's with the first letters that tell it from the
// others.
std::vector<QString> ServiceHealthModel::shortTitles() const
{
    std::vector<QString> titles;
    for (const QString& title : checkTitles(m_checks)) {
        QString word = title.section(u' ', 0, 0);
        if (title.startsWith(u"Groundedness"_s))
            word = tr("Grounded");
        if (title != word && std::ranges::find(titles, word) != titles.end())
            word = tr("J %1").arg(word);
        titles.push_back(word);
    }
    return titles;
}

void ServiceHealthModel::setFleet(FleetSnapshot snapshot)
{
    setChecks(snapshot.checks);
    const bool hasTimePassed = snapshot.now != m_now;
    m_now = snapshot.now;
    m_sorted = std::move(snapshot.services);
    setRows(inShownOrder(m_sorted));
    setOrderPending(!std::ranges::equal(rows(), m_sorted, {}, &ServiceHealth::service,
                                        &ServiceHealth::service));
    // Ages count on although nothing else has changed.
    if (hasTimePassed)
        touchAll({Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
    if (!std::exchange(m_isRead, true))
        emit firstRead();
}

QString ServiceHealthModel::service(int index) const
{
    return sanitizedText(row(index).service);
}

void ServiceHealthModel::setOrderHeld(bool held, const QObject* holder)
{
    if (held)
        m_holders.insert(holder);
    else
        m_holders.erase(holder);
    if (!m_holders.empty() || !m_isOrderPending)
        return;
    setRows(m_sorted);
    setOrderPending(false);
}

void ServiceHealthModel::setOrderPending(bool isPending)
{
    if (std::exchange(m_isOrderPending, isPending) != isPending)
        emit headerDataChanged(Qt::Horizontal, 0, 0);
}

void ServiceHealthModel::setChecks(const std::vector<std::string>& checks)
{
    // Columns that are still wanted stay; a check is never renamed, so what differs goes and comes.
    for (int i = static_cast<int>(m_checks.size()) - 1; i >= 0; --i) {
        if (std::ranges::find(checks, m_checks[static_cast<std::size_t>(i)]) != checks.end())
            continue;
        beginRemoveColumns({}, i + 1, i + 1);
        m_checks.erase(m_checks.begin() + i);
        endRemoveColumns();
    }
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (i < m_checks.size() && m_checks[i] == checks[i])
            continue;
        const auto shown = std::ranges::find(m_checks, checks[i]);
        if (shown != m_checks.end()) {
            // Like rows, columns keep their places while somebody is at them.
            if (m_holders.empty())
                moveCheck(static_cast<std::size_t>(shown - m_checks.begin()), i);
            continue;
        }
        const auto at = std::min(i, m_checks.size());
        beginInsertColumns({}, static_cast<int>(at) + 1, static_cast<int>(at) + 1);
        m_checks.insert(m_checks.begin() + static_cast<std::ptrdiff_t>(at), checks[i]);
        endInsertColumns();
    }
}

void ServiceHealthModel::moveCheck(std::size_t from, std::size_t to)
{
    if (from <= to)
        return;
    const int source = static_cast<int>(from) + 1;
    if (!beginMoveColumns({}, source, source, {}, static_cast<int>(to) + 1))
        return;
    const auto at = [this](std::size_t index) {
        return m_checks.begin() + static_cast<std::ptrdiff_t>(index);
    };
    std::rotate(at(to), at(from), at(from + 1));
    endMoveColumns();
}

std::vector<ServiceHealth>
ServiceHealthModel::inShownOrder(std::vector<ServiceHealth> services) const
{
    if (m_holders.empty())
        return services;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows().size(); ++i)
        places[rows()[i].service] = i;
    std::ranges::stable_sort(services, {}, [&](const ServiceHealth& row) {
        const auto found = places.find(row.service);
        return found == places.end() ? places.size() : found->second;
    });
    return services;
}

QVariant ServiceHealthModel::cell(const ServiceHealth& row, int column, int role) const
{
    if (role == ServiceRole)
        return sanitizedText(row.service);
    if (column == 0)
        return serviceCell(row, role);
    const std::string& check = m_checks[static_cast<std::size_t>(column - 1)];
    const CheckCell* found = findCell(row, check);
    const CheckCell shown = found != nullptr ? *found : CheckCell{};
    switch (role) {
    case CellRole:
        return QVariant::fromValue(shown);
    case StateRole:
        return static_cast<int>(shown.state);
    case SortRole:
        return rankOf(shown.state);
    case Qt::DisplayRole:
        if (!shown.isPresent)
            return u"–"_s;
        if (shown.count == 0 && shown.level)
            return tr("%1 mean").arg(percentText(*shown.level));
        return shown.hasFigure() ? percentText(shown.shownShare()) : healthStateText(shown.state);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(row, check, shown);
    default:
        return {};
    }
}

QVariant ServiceHealthModel::serviceCell(const ServiceHealth& row, int role) const
{
    const QString name = sanitizedText(row.service);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %2 in view, last seen %3.\nn beside a check counts the answers "
                  "with a result that ended in view, whenever they began.")
                   .arg(visibleName(row.service), answersText(row), agoText(m_now - row.lastEvent))
            + othersText(row)
            + (row.isThinned ? tr("\nOlder answers were removed to keep the recording small; n "
                                  "still counts them.")
                             : QString());
    case SortRole:
        return row.rank();
    default:
        return {};
    }
}

// What "+1" beside the worst check of a service stands for, and alarms that no cell shows.
QString ServiceHealthModel::othersText(const ServiceHealth& row) const
{
    QString text;
    QStringList bad;
    for (const std::string& check : m_checks) {
        const CheckCell* found = findCell(row, check);
        if (found != nullptr && rankOf(found->state) <= rankOf(health::HealthState::Degraded))
            bad << tr("%1 (%2)").arg(checkTitle(check), healthStateText(found->state));
    }
    if (!bad.isEmpty())
        text += tr("\nTo be looked at: %1.").arg(bad.join(u", "_s));
    for (const OtherAlarm& other : row.others)
        text += tr("\n%1: %2 (SEV%3)")
                    .arg(checkTitle(other.check), healthStateText(other.state))
                    .arg(other.severity);
    return text;
}

// The limit is about how things are, an alarm about how they have changed.
QString ServiceHealthModel::whyNoAlarm(const std::string& check, const CheckCell& cell)
{
    if (!cell.seen)
        return {};
    if (*cell.seen < health::kWatchedFrom)
        return tr("\nno alarm: what is usual here is still being learnt, from %1 of about %2 "
                  "results")
            .arg(countText(*cell.seen), countText(health::kWatchedFrom));
    QString text = tr("\nno alarm: an alarm tells of a change, and against what %1 results have "
                      "shown to be usual here there is not enough evidence of one")
                       .arg(countText(*cell.seen));
    if (!telemetry::isValidatorCheck(check))
        text += tr("; all judges together have half of the false alarms that are allowed, so that "
                   "each needs the more evidence");
    return text;
}

QString ServiceHealthModel::describe(const ServiceHealth& row, const std::string& check,
                                     const CheckCell& cell) const
{
    const QString subject = tr("%1, %2").arg(visibleName(row.service), checkTitle(check));
    if (!cell.isPresent && check == telemetry::kGroundedness)
        return tr("%1: never checked, no passages were found to hold an answer against. They are "
                  "taken from documents on the call or on a retrieval span that ended before it in "
                  "its trace, from tool results, and from input that names a context, states facts "
                  "in the instructions, or is 400 bytes long.")
            .arg(subject);
    if (!cell.isPresent)
        return tr("%1: never checked").arg(subject);
    QString text =
        tr("%1: %2. %3").arg(subject, healthStateText(cell.state), healthStateMeaning(cell.state));
    if (cell.isSinceOnset()) {
        const health::Interval interval = cell.shownInterval();
        text += tr("\nsince the onset of its alarm, %1 UTC: %2 failed, %3 of %4 (95 % interval)")
                    .arg(utcTimeText(*cell.since),
                         rateText(cell.shownShare(), interval.low, interval.high),
                         countText(cell.sinceFailed), countText(cell.sinceCount));
    }
    if (cell.count > 0) {
        const health::Interval interval = cell.interval();
        text +=
            tr("\nin view: %1 failed, %2 of %3 (95 % interval), mean badness %4 (0 good, 1 bad)")
                .arg(rateText(cell.failedShare(), interval.low, interval.high),
                     countText(cell.failed), countText(cell.count), decimalText(cell.mean, 2));
    }
    if (cell.level)
        text += tr("\nin view: mean badness %1 (0 good, 1 bad), as the source measured it; n %2")
                    .arg(decimalText(*cell.level, 2),
                         cell.levelCount > 0 ? countText(cell.levelCount) : tr("unknown"));
    if (cell.recentCount > 0 && !cell.recentSince)
        text += tr("\nin the newest minute: %1 failed, %2 of %3")
                    .arg(percentText(static_cast<double>(cell.recentFailed)
                                     / static_cast<double>(cell.recentCount)),
                         countText(cell.recentFailed), countText(cell.recentCount));
    if (cell.count > 0 && cell.state == health::HealthState::Well)
        text += tr("\nnot shown to be above %1, the limit%2")
                    .arg(percentText(cell.limit),
                         cell.usual ? tr(": what is usual here and a tolerance")
                                    : tr(" while nothing lower is known to be usual"));
    if (cell.state == health::HealthState::Degraded)
        text += tr("\nshown to be above %1, the limit").arg(percentText(cell.limit));
    if (cell.state == health::HealthState::Degraded)
        text += whyNoAlarm(check, cell);
    if (cell.usual)
        text += tr("\nbefore the newest alarm: %1").arg(percentText(*cell.usual));
    if (cell.unknown > 0)
        text += tr("\n%1 evaluated without a result").arg(countText(cell.unknown));
    if (cell.noResultSince)
        text += tr("\nno result since %1 UTC: what has come since could not be judged, and the "
                   "figures are of before")
                    .arg(utcTimeText(*cell.noResultSince));
    text += tr("\nlast observation %1").arg(agoText(m_now - cell.lastEvent));
    return text;
}

} // namespace items
