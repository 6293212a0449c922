// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/paletteentries.h"

#include "models/items/alarmwords.h"
#include "models/items/formats.h"
#include "models/items/openalarms.h"
#include "models/telemetry/ids.h"
#include "models/trace/tracelink.h"
#include "widgets/common/plaintext.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QPointer>
#include <QStringList>

#include <algorithm>
#include <cstddef>
#include <utility>

using namespace Qt::StringLiterals;

namespace paletteentries {

namespace {

constexpr std::size_t kMostAlarms = 200;
constexpr std::int64_t kTitleLength = 200; // code points

struct PaletteTexts
{
    Q_DECLARE_TR_FUNCTIONS(PaletteEntries)
};

// "&Play or Pause\tSpace" is "Play or Pause", and "Space" its key.
QString actionTitle(const QString& text)
{
    QString title = text.section(u'\t', 0, 0);
    for (qsizetype at = title.indexOf(u'&'); at >= 0; at = title.indexOf(u'&', at + 1))
        title.remove(at, 1); // of two the second stays
    return common::safeLine(title.toStdString(), kTitleLength);
}

QString actionKey(const QAction& action)
{
    if (const QKeySequence key = action.shortcut(); !key.isEmpty())
        return key.toString(QKeySequence::NativeText);
    return action.text().section(u'\t', 1, 1);
}

QString whyDisabled(const MenuWays& ways)
{
    if (ways.isPresent)
        return PaletteTexts::tr("there is nothing that it could be done to now");
    return ways.canBePresent
        ? PaletteTexts::tr("only in the present: Back to Live goes there")
        : PaletteTexts::tr("not in a recording, or there is nothing to do it to");
}

void addActions(const QList<QAction*>& actions, const QStringList& path, const MenuWays& ways,
                MenuEntries& entries)
{
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible() || ways.leftOut.contains(action))
            continue;
        const QString title = actionTitle(action->text());
        if (title.isEmpty() || (!ways.isPresent && ways.commanding.contains(action)))
            continue;
        if (const QMenu* menu = action->menu()) {
            addActions(menu->actions(), path + QStringList(title), ways, entries);
            continue;
        }
        const bool isPage = ways.pages.contains(action);
        QString detail = path.join(u" › "_s);
        if (action->isCheckable())
            detail += action->isChecked() ? PaletteTexts::tr(" · on") : PaletteTexts::tr(" · off");
        (isPage ? entries.pages : entries.actions)
            .push_back({.key = u"action:"_s + (path + QStringList(title)).join(u'/'),
                        .scope = palette::Scope::Actions,
                        .kind = isPage ? PaletteTexts::tr("Page") : PaletteTexts::tr("Action"),
                        .title = title,
                        .detail = detail,
                        .shortcut = actionKey(*action),
                        .isEnabled = action->isEnabled(),
                        .reason = action->isEnabled() ? QString() : whyDisabled(ways),
                        .choose = [guard = QPointer(action)] {
                            if (guard)
                                guard->trigger();
                        }});
    }
}

QString alarmStateText(telemetry::AlarmState state)
{
    switch (state) {
    case telemetry::AlarmState::Raised:
        return PaletteTexts::tr("raised");
    case telemetry::AlarmState::Acknowledged:
        return PaletteTexts::tr("acknowledged");
    case telemetry::AlarmState::Latched:
        return PaletteTexts::tr("latched");
    case telemetry::AlarmState::Shelved:
        return PaletteTexts::tr("shelved");
    case telemetry::AlarmState::Cleared:
        return PaletteTexts::tr("over");
    case telemetry::AlarmState::Suppressed:
        return PaletteTexts::tr("suppressed");
    }
    return {};
}

QString foundKind(items::Found::Kind kind)
{
    switch (kind) {
    case items::Found::Kind::Trace:
        return PaletteTexts::tr("Trace");
    case items::Found::Kind::Step:
    case items::Found::Kind::Name:
        return PaletteTexts::tr("Step");
    case items::Found::Kind::Response:
        return PaletteTexts::tr("Response");
    case items::Found::Kind::Note:
        return PaletteTexts::tr("Note");
    case items::Found::Kind::Question:
        return PaletteTexts::tr("Question");
    case items::Found::Kind::Answer:
        return PaletteTexts::tr("Answer");
    }
    return {};
}

// "3f2a… chat glyph-large": what was searched for is to be seen.
QString foundTitle(const items::Found& found)
{
    const std::string text = found.text.toStdString();
    if (found.kind == items::Found::Kind::Trace || found.kind == items::Found::Kind::Step) {
        const std::string id = found.kind == items::Found::Kind::Trace
            ? telemetry::toHex(found.key.trace)
            : telemetry::toHex(found.key.span);
        return QString::fromStdString(id) + u' ' + common::safeLine(text, kTitleLength);
    }
    return common::safeLine(text, kTitleLength);
}

} // namespace

MenuEntries menuEntries(const QMenuBar& bar, const MenuWays& ways)
{
    MenuEntries entries;
    addActions(bar.actions(), {}, ways, entries);
    return entries;
}

std::vector<palette::Entry> keyEntries(const QList<QPair<QString, QString>>& keys,
                                       const std::vector<palette::Entry>& menus,
                                       std::function<void()> open)
{
    std::vector<palette::Entry> entries;
    for (const auto& [key, meaning] : keys) {
        if (std::ranges::find(menus, key, &palette::Entry::shortcut) != menus.end())
            continue; // is among the actions
        entries.push_back({.key = {},
                           .scope = palette::Scope::Actions,
                           .kind = PaletteTexts::tr("Key"),
                           .title = meaning,
                           .detail = PaletteTexts::tr("shows all keys"),
                           .shortcut = key,
                           .choose = open});
    }
    return entries;
}

std::vector<palette::Entry> alarmEntries(const std::vector<telemetry::AlarmTransition>& alarms,
                                         const items::ViewState& link, const Go& go)
{
    std::vector<telemetry::AlarmTransition> sorted = alarms;
    std::ranges::stable_sort(sorted, [](const auto& left, const auto& right) {
        const bool isLeft = items::isOpen(left);
        const bool isRight = items::isOpen(right);
        return isLeft != isRight ? isLeft : left.time > right.time;
    });
    if (sorted.size() > kMostAlarms)
        sorted.resize(kMostAlarms);
    std::vector<palette::Entry> entries;
    for (const telemetry::AlarmTransition& alarm : sorted) {
        items::ViewState place;
        place.page = "health";
        place.service = alarm.service;
        place.alarm = alarm.alarm;
        items::ViewState address = link;
        address.page = place.page;
        address.service = place.service;
        address.alarm = place.alarm;
        entries.push_back(
            {.key = {},
             .kind = PaletteTexts::tr("Alarm"),
             .title = common::safeLine(alarm.alarm, 40) + u' '
                 + common::safeLine(items::alarmWords(alarm.sentence), kTitleLength),
             .detail = common::safeLine(alarm.service, 60) + u" · "_s + alarmStateText(alarm.state),
             .link = QString::fromStdString(items::toLink(address)),
             .choose = [go, place] { go(place); }});
    }
    return entries;
}

std::vector<palette::Entry> foundEntries(const std::vector<items::Found>& found,
                                         const items::ViewState& link, const Go& go)
{
    std::vector<palette::Entry> entries;
    for (const items::Found& each : found) {
        items::ViewState place;
        QString address;
        if (each.kind == items::Found::Kind::Note) {
            place.page = "incident";
            place.entry = each.entry;
            items::ViewState state = link;
            state.page = place.page;
            state.entry = each.entry;
            address = QString::fromStdString(items::toLink(state));
        } else {
            place.page = "trace";
            place.trace = trace::TraceLink{.step = each.key};
            address = QString::fromStdString(trace::toText(*place.trace));
        }
        QStringList details;
        if (!each.service.empty())
            details << common::safeLine(each.service, 60);
        details << items::utcDateTimeText(each.time);
        entries.push_back({.key = {},
                           .scope = palette::Scope::Traces,
                           .kind = foundKind(each.kind),
                           .title = foundTitle(each),
                           .detail = details.join(u" · "_s),
                           .link = address,
                           .choose = [go, place] { go(place); }});
    }
    return entries;
}

QString searchText(const items::GlobalSearch& search)
{
    if (search.text().isEmpty())
        return {};
    if (search.isSearching())
        return PaletteTexts::tr("Searching the recording…");
    if (!search.problem().isEmpty())
        return PaletteTexts::tr("The recording could not be searched: %1")
            .arg(common::safeLine(search.problem().toStdString(), kTitleLength));
    const items::Findings& findings = search.findings();
    const QString known = items::utcTimeText(search.knownAt());
    const QString count = items::countText(static_cast<std::int64_t>(findings.rows.size()));
    QString text;
    if (findings.rows.empty())
        text = PaletteTexts::tr("Nothing found in the recording, as known at %1 UTC.").arg(known);
    else if (findings.isMore)
        text = PaletteTexts::tr("The first %1 found in the recording, as known at %2 UTC; there "
                                "are more.")
                   .arg(count, known);
    else
        text = PaletteTexts::tr("%1 found in the recording, as known at %2 UTC.").arg(count, known);
    if (findings.isCutShort)
        text += u' '
            + PaletteTexts::tr("Only the newest %1 answers were looked through.")
                  .arg(items::countText(findings.looked));
    if (!findings.problem.empty())
        text += u' ' + common::safeLine(findings.problem, kTitleLength);
    return text;
}

} // namespace paletteentries
