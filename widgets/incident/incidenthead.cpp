// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/incidenthead.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/textlines.h"
#include "widgets/common/theme.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr std::size_t kMostChoices = 30; // the newest
constexpr std::size_t kMostLinks = 3; // the newest
constexpr qsizetype kMostOfRoom = 3; // incidents, in a line
constexpr std::size_t kMostNames = 6; // of alarms, in a line

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    // Broken by us: a word without end would make the page as wide.
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->hide();
    return label;
}

QString menuText(const QString& text)
{
    return QString(text).replace(u'&', u"&&"_s); // one alone is a mnemonic's
}

// "A-0001, A-0002 and 3 more"
QString listed(const std::vector<std::string>& names)
{
    QStringList all;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
        all << common::safeLine(names[i], 40);
    const QString text = all.join(u", "_s);
    return names.size() <= kMostNames
        ? text
        : IncidentHead::tr("%1 and %2 more").arg(text).arg(names.size() - kMostNames);
}

// What is known beside its standing, in lines.
QStringList peopleLines(const Incident& shown)
{
    QStringList lines;
    QStringList parts;
    if (!shown.alarms.empty())
        parts << IncidentHead::tr("Alarms %1").arg(listed(shown.alarms));
    if (!shown.fingerprints.empty())
        parts << IncidentHead::tr("alerts %1").arg(listed(shown.fingerprints));
    if (parts.isEmpty())
        parts << IncidentHead::tr("No alarm is part of it");
    if (!shown.takenOut.empty()) {
        std::vector<std::string> out;
        for (const TakenOut& each : shown.takenOut)
            out.push_back(each.alarm);
        parts << IncidentHead::tr("taken out: %1").arg(listed(out));
    }
    lines << parts.join(u" · "_s);
    if (!shown.summary.empty() && shown.summary != shown.title)
        lines.prepend(common::safeSentence(shown.summary, 400));
    if (!shown.closedWhy.empty())
        lines << IncidentHead::tr("Closed because: %1").arg(common::safeLine(shown.closedWhy, 300));
    if (!shown.handovers.empty()) {
        const Handover& last = shown.handovers.back();
        const QString said = common::safeLine(last.summary, 300);
        lines << IncidentHead::tr("Handed over by %1 to %2 at %3")
                     .arg(common::safeLine(last.from, 60), common::safeLine(last.to, 60),
                          common::utcTimeText(last.when))
                + (said.isEmpty() ? QString() : u": "_s + said);
    }
    const std::size_t links = shown.links.size();
    for (std::size_t i = links - std::min(links, kMostLinks); i < links; ++i) {
        const QString address = common::safeLine(shown.links[i].address, 200);
        const QString title = common::safeLine(shown.links[i].title, 100);
        lines << (title.isEmpty() ? IncidentHead::tr("Link: %1").arg(address)
                                  : IncidentHead::tr("Link: %1, %2").arg(title, address));
    }
    if (links > kMostLinks)
        lines << IncidentHead::tr("and %1 older links, in the timeline").arg(links - kMostLinks);
    return lines;
}

} // namespace

IncidentHead::IncidentHead(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chooser(new QPushButton(this))
    , m_choices(new QMenu(m_chooser))
    , m_title(new common::ElidedLabel(this))
    , m_room(plainLabel(this))
    , m_standing(plainLabel(this))
    , m_people(plainLabel(this))
    , m_reach(plainLabel(this))
    , m_buttons(new QWidget(this))
{
    m_chooser->setMenu(m_choices);
    m_chooser->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_chooser->setToolTip(tr("Which incident is shown"));
    m_choices->setToolTipsVisible(true);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_reach->setForegroundRole(QPalette::PlaceholderText);
    m_people->setForegroundRole(QPalette::PlaceholderText);
    m_room->setWordWrap(true);
    buildButtons();
    buildMenus();
    auto* first = new QHBoxLayout;
    first->setSpacing(common::kSpace2);
    first->addWidget(m_chooser);
    first->addWidget(m_title, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    layout->setSpacing(common::kSpace1);
    layout->addLayout(first);
    layout->addWidget(m_room);
    layout->addWidget(m_standing);
    layout->addWidget(m_reach);
    layout->addWidget(m_people);
    layout->addWidget(m_buttons);
    connect(&theme, &common::Theme::changed, this, &IncidentHead::restyle);
    restyle();
    setIncidents({}, nullptr, {});
}

void IncidentHead::buildButtons()
{
    auto* margins = new QVBoxLayout(m_buttons);
    margins->setContentsMargins(0, common::kSpace1, 0, 0);
    auto* row = new common::FlowLayout(common::kSpace1);
    margins->addLayout(row);
    const auto add = [this, row](const QString& text, auto asked) {
        auto* button = new QPushButton(text, m_buttons);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        // A click leaves the focus where somebody works: given back to a button when its form is
        // gone, it would mark that as if it were still on.
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, asked);
        return button;
    };
    const auto nothing = [] {};
    m_severity = add(QString(), nothing);
    m_status = add(QString(), nothing);
    m_command = add(tr("Take Command"), &IncidentHead::commandTaken);
    m_fix = add(tr("Key Moment"), nothing);
    m_handover = add(tr("Hand Over…"), &IncidentHead::handoverRequested);
    m_more = add(tr("More"), nothing);
    m_close = add(tr("Close…"), &IncidentHead::closeRequested);
    m_reopen = add(tr("Reopen…"), &IncidentHead::reopenRequested);
    m_report =
        add(tr("Report…"), [this] { emit reportRequested(QString::fromStdString(m_shown->id)); });
    m_whatIf =
        add(tr("What If…"), [this] { emit whatIfRequested(QString::fromStdString(m_shown->id)); });
    m_bundle =
        add(tr("Bundle…"), [this] { emit bundleRequested(QString::fromStdString(m_shown->id)); });
    m_open = add(tr("Open Incident…"), &IncidentHead::openRequested);
    m_command->setToolTip(tr("Say that you are in command of the incident"));
    m_fix->setToolTip(tr("Say when something of the incident was: what is proposed stays until "
                         "somebody does"));
    common::teachKey(m_open, tr("An incident of people, by hand"),
                     common::KeyCommand::OpenIncident);
}

void IncidentHead::buildMenus()
{
    auto* severities = new QMenu(m_severity);
    for (int severity = 1; severity <= 4; ++severity) {
        const QString text = severity == 1 ? tr("SEV&1, the worst") : tr("SEV&%1").arg(severity);
        connect(severities->addAction(text), &QAction::triggered, this,
                [this, severity] { emit severityChosen(severity); });
    }
    m_severity->setMenu(severities);
    auto* statuses = new QMenu(m_status);
    for (const Status status : kStatuses) {
        if (status != Status::Closed)
            connect(statuses->addAction(items::statusText(status)), &QAction::triggered, this,
                    [this, status] { emit statusChosen(status); });
    }
    m_status->setMenu(statuses);
    auto* moments = new QMenu(m_fix);
    for (const MomentKind kind : kMomentKinds)
        connect(moments->addAction(tr("Fix: %1…").arg(items::momentText(kind))),
                &QAction::triggered, this, [this, kind] { emit fixRequested(kind); });
    moments->addSeparator();
    for (std::size_t i = 0; i < kMomentKinds.size(); ++i) {
        const MomentKind kind = kMomentKinds.at(i);
        m_unfix.at(i) =
            moments->addAction(tr("Let It Be Proposed: %1…").arg(items::momentText(kind)));
        connect(m_unfix.at(i), &QAction::triggered, this,
                [this, kind] { emit unfixRequested(kind); });
    }
    m_fix->setMenu(moments);
    auto* more = new QMenu(m_more);
    connect(more->addAction(tr("&Title…")), &QAction::triggered, this,
            &IncidentHead::titleRequested);
    connect(more->addAction(tr("&Services…")), &QAction::triggered, this,
            &IncidentHead::servicesRequested);
    connect(more->addAction(tr("Add &Link…")), &QAction::triggered, this,
            &IncidentHead::linkRequested);
    m_giveCommand = more->addAction(tr("&Hand Over…"));
    connect(m_giveCommand, &QAction::triggered, this, &IncidentHead::handoverRequested);
    connect(more->addAction(tr("&Open Another Incident…")), &QAction::triggered, this,
            &IncidentHead::openRequested);
    more->addSeparator();
    m_tryWhatIf = more->addAction(tr("&What If…"));
    connect(m_tryWhatIf, &QAction::triggered, m_whatIf, &QPushButton::click);
    m_makeBundle = more->addAction(tr("&Bundle…"));
    connect(m_makeBundle, &QAction::triggered, m_bundle, &QPushButton::click);
    m_more->setMenu(more);
}

void IncidentHead::setIncidents(const std::vector<Incident>& incidents, const Incident* shown,
                                telemetry::Timestamp now, const std::vector<KeyMoment>* moments)
{
    m_shown = shown != nullptr ? std::optional(*shown) : std::nullopt;
    showChooser(incidents);
    m_title->setText(m_shown                 ? common::safeSentence(m_shown->title, 400)
                         : incidents.empty() ? tr("No incident was opened")
                                             : tr("All that the recording holds"));
    m_title->setToolTip(m_shown ? common::plainToolTip(common::safeLine(m_shown->title, 2000))
                                : QString());
    m_hasOpen = std::ranges::any_of(incidents, &Incident::isOpen);
    showRoom();
    showFacts(now, moments);
    updateButtons();
}

void IncidentHead::setRoomIncidents(const QStringList& lines)
{
    m_roomLines = lines;
    showRoom();
}

void IncidentHead::showRoom()
{
    const QStringList few = m_roomLines.mid(0, kMostOfRoom);
    m_room->setText(tr("In the room: %1").arg(few.join(u"; "_s))
                    + (few.size() < m_roomLines.size()
                           ? tr(" and %1 more").arg(m_roomLines.size() - few.size())
                           : QString()));
    m_room->setVisible(!m_hasOpen && !m_roomLines.isEmpty());
}

// Only where it changed: the menu may be open.
void IncidentHead::showChooser(const std::vector<Incident>& incidents)
{
    m_chooser->setVisible(!incidents.empty());
    const QString text = m_shown ? common::safeLine(m_shown->id, 40) : tr("Whole recording");
    m_chooser->setText(text);
    m_chooser->setAccessibleName(tr("Incident shown: %1").arg(text));
    std::vector<std::string> known;
    for (const Incident& each : incidents)
        known.push_back(each.id + ' ' + toString(each.status) + std::to_string(each.severity)
                        + each.title);
    if (known == m_known && !m_choices->isEmpty())
        return;
    m_known = std::move(known);
    m_choices->clear();
    const std::size_t least = incidents.size() - std::min(incidents.size(), kMostChoices);
    for (std::size_t i = incidents.size(); i > least; --i) {
        const Incident& each = incidents[i - 1];
        QAction* action = m_choices->addAction(
            menuText(tr("%1 · SEV%2 · %3 · %4")
                         .arg(common::safeLine(each.id, 40))
                         .arg(each.severity)
                         .arg(items::statusText(each.status), common::safeLine(each.title, 80))));
        action->setToolTip(common::plainToolTip(common::safeLine(each.title, 400)));
        connect(action, &QAction::triggered, this,
                [this, id = QString::fromStdString(each.id)] { emit incidentChosen(id); });
    }
    m_choices->addSeparator();
    connect(m_choices->addAction(tr("&Whole recording")), &QAction::triggered, this,
            [this] { emit incidentChosen({}); });
}

void IncidentHead::showFacts(telemetry::Timestamp now, const std::vector<KeyMoment>* moments)
{
    m_standing->setVisible(m_shown.has_value());
    m_people->hide();
    m_reach->setVisible(m_shown.has_value());
    if (!m_shown)
        return;
    m_standingText = items::standingText(*m_shown, now, moments);
    m_peopleLines = peopleLines(*m_shown);
    m_people->setVisible(!m_peopleLines.isEmpty());
    m_people->setToolTip(common::plainToolTip(m_peopleLines.join(u'\n')));
    fit();
}

void IncidentHead::setReach(const std::optional<items::IncidentReach>& reach,
                            telemetry::Timestamp now, const QString& problem)
{
    m_reachText = reach ? items::reachText(*reach).join(u" · "_s)
            + tr(" · counted %1")
                  .arg(common::agoText(
                      std::max(telemetry::Duration::zero(), now - reach->countedAt)))
        : problem.isEmpty()
        ? tr("How far it reached is being counted…")
        : tr("How far it reached is not known: %1").arg(common::safeLine(problem.toStdString()));
    m_reach->setAccessibleName(m_reachText);
    m_reach->setToolTip(reach ? common::plainToolTip(items::reachText(*reach).join(u'\n'))
                              : QString());
    fit();
}

void IncidentHead::setLinesOfReach(int lines)
{
    if (lines == m_reachLines)
        return;
    m_reachLines = lines;
    fit();
}

// What gives way to the list below says that there is more.
void IncidentHead::fit()
{
    const int room = width() - 2 * common::kSpace3;
    if (room <= 0)
        return;
    const auto show = [room](QLabel* label, const QString& text, int lines) {
        label->setText(common::wrappedLines(text, label->font(), room, lines).join(u'\n'));
    };
    show(m_reach, m_reachText, m_reachLines);
    show(m_standing, m_standingText, 2);
    // Where there is little room all in one line; the tooltip has it whole.
    if (m_reachLines <= kLinesInLittle)
        return show(m_people, m_peopleLines.join(u" · "_s), 1);
    QStringList people;
    for (const QString& line : m_peopleLines)
        people << common::wrappedLines(line, m_people->font(), room, 2);
    m_people->setText(people.join(u'\n'));
}

void IncidentHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void IncidentHead::setCanWrite(bool can, const std::string& actor)
{
    m_canWrite = can;
    m_actor = actor;
    updateButtons();
}

void IncidentHead::setCanReport(bool can)
{
    m_canReport = can;
    updateButtons();
}

void IncidentHead::setCanTryWhatIf(bool can)
{
    m_canTryWhatIf = can;
    updateButtons();
}

void IncidentHead::setCanBundle(bool can)
{
    m_canBundle = can;
    updateButtons();
}

void IncidentHead::updateButtons()
{
    const bool isOpen = m_shown && m_shown->isOpen();
    const bool canChange = m_canWrite && isOpen;
    for (QPushButton* button : {m_severity, m_status, m_close})
        button->setVisible(canChange);
    m_command->setVisible(canChange && !m_actor.empty() && m_shown->commander != m_actor);
    m_reopen->setVisible(m_canWrite && m_shown && !isOpen);
    for (QPushButton* button : {m_fix, m_more})
        button->setVisible(m_canWrite && m_shown);
    // Who commands hands over; for anybody else it is among the rest.
    const bool isCommander = m_shown && m_shown->commander == m_actor;
    m_handover->setVisible(m_canWrite && isCommander);
    m_giveCommand->setVisible(m_canWrite && m_shown && !isCommander);
    for (QAction* action : m_more->menu()->actions().mid(0, 2))
        action->setVisible(isOpen); // of a closed one only what a postmortem adds
    m_open->setVisible(m_canWrite && !m_shown);
    m_report->setVisible(m_canReport && m_shown);
    // While much can be done they are among the rest, so that all is one row.
    m_whatIf->setVisible(m_canTryWhatIf && m_shown && !canChange);
    m_bundle->setVisible(m_canBundle && m_shown && !canChange);
    m_tryWhatIf->setVisible(m_canTryWhatIf && canChange);
    m_makeBundle->setVisible(m_canBundle && canChange);
    m_buttons->setVisible(m_canWrite
                          || (m_shown && (m_canReport || m_canTryWhatIf || m_canBundle)));
    if (!m_shown)
        return;
    for (std::size_t i = 0; i < kMomentKinds.size(); ++i)
        m_unfix.at(i)->setVisible(m_shown->moment(kMomentKinds.at(i)) != nullptr);
    m_severity->setText(tr("SEV%1").arg(m_shown->severity));
    m_severity->setAccessibleName(tr("Severity %1").arg(m_shown->severity));
    m_status->setText(items::statusText(m_shown->status));
    m_status->setAccessibleName(tr("Status: %1").arg(items::statusText(m_shown->status)));
}

void IncidentHead::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Title, true));
    m_chooser->setFont(m_theme.font(common::TextSize::Body, true));
    m_standing->setFont(m_theme.font(common::TextSize::Body));
    m_reach->setFont(m_theme.font(common::TextSize::Small));
    m_people->setFont(m_theme.font(common::TextSize::Small));
    fit();
}

} // namespace incident
