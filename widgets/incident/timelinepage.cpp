// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/timelinepage.h"

#include "models/incident/incidentrecord.h"
#include "models/items/formats.h"
#include "models/items/roomentries.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/icons.h"
#include "widgets/common/keymap.h"
#include "widgets/common/measures.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrydetails.h"
#include "widgets/incident/entrylist.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

constexpr std::chrono::milliseconds kInterval(1000);
constexpr int kLowestList = 120; // pixels at the usual text size: some rows
constexpr int kKindMargins = 12; // beside the text of a kind's button

// What one switch of the filter row stands for.
struct KindGroup
{
    const char* title;
    std::array<const char*, 5> kinds; // "": none
};
constexpr std::array<KindGroup, 7> kGroups{{
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Alarms"), {"alarm", "alert", "gap", "", ""}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Actions"),
     {"action", "rung", "undo", "lever", "credit"}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Arming"), {"arm", "disarm", "approval", "", ""}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Notes"), {"note", "verdict", "step", "", ""}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Probes"), {"probe", "reask", "", "", ""}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Incident"), {"incident", "message", "", "", ""}},
    {QT_TRANSLATE_NOOP("incident::TimelinePage", "Recording"), {"recording", "mode", "", "", ""}},
}};

// All of them in one row beside both docks of a window 1280 pixels wide.
void narrow(QPushButton& button, const common::Theme& theme)
{
    common::keepFont(theme, button, common::TextSize::Small);
    const auto fit = [&button] {
        button.setFixedWidth(button.fontMetrics().horizontalAdvance(button.text()) + kKindMargins);
    };
    fit();
    QObject::connect(&theme, &common::Theme::changed, &button, fit);
    button.setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

} // namespace

TimelinePage::TimelinePage(EntryPort* port, items::RecordingQueries& queries,
                           const items::TimeConductor& conductor, const telemetry::Clock& clock,
                           const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_queries(queries)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_theme(theme)
    , m_entries(m_timeline)
    , m_query(queries, this)
    , m_verifyQuery(queries, this)
    , m_pacer(conductor, kInterval)
    , m_message(new common::MessageBar(theme, this))
    , m_list(makeEntryList(m_entries, conductor, theme, 2, this))
    , m_details(new EntryDetails(theme, this))
    , m_empty(new common::EmptyState(theme, this))
{
    m_message->clear();
    m_list->setAccessibleName(tr("Timeline"));
    m_list->installEventFilter(this);
    m_pacer.setActive(false);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"timeline"_s);
    splitter->addWidget(m_list);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    // Only what it must have counts beside the rest of the page: it takes what is left.
    splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    common::keepLeast(theme, *splitter, kLowestList);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(buildKinds());
    layout->addWidget(m_message);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_empty, 1);
    if (m_port != nullptr) {
        layout->addWidget(buildNote());
        buildDrop();
    }

    connect(&m_pacer, &items::RefreshPacer::due, this, &TimelinePage::read);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TimelinePage::showEntry);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &TimelinePage::currentChanged);
    connect(m_list, &QListView::activated, this, &TimelinePage::goToEntry);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &TimelinePage::showListMenu);
    connect(m_details, &EntryDetails::incidentAsked, this, [this] {
        if (const auto entry = current())
            emit incidentRequested(*entry);
    });
    connect(m_details, &EntryDetails::incidentShown, this, &TimelinePage::incidentShown);
    connect(m_details, &EntryDetails::partAsked, this, [this](bool isPart) {
        if (const auto entry = current())
            emit partRequested(*entry, isPart);
    });
    connect(m_details, &EntryDetails::closeAsked, this, [this] {
        m_list->setCurrentIndex({});
        m_list->setFocus();
    });
    connect(m_details, &EntryDetails::momentAsked, this,
            [this] { goToEntry(m_list->currentIndex()); });
    connect(m_details, &EntryDetails::settingAsked, this,
            [this] { emit settingChosen(m_entries.entry(m_list->currentIndex()).payload); });
    connect(m_details, &EntryDetails::stateAsked, this, &TimelinePage::stateRequested);
    connect(m_details, &EntryDetails::traceAsked, this, &TimelinePage::traceRequested);
    updateEmpty();
}

QWidget* TimelinePage::buildHead()
{
    auto* head = new QWidget(this);
    m_search = new common::SearchLine(common::SearchLine::Escape::ClearsFirst, head);
    m_search->setPlaceholderText(tr("Search the timeline"));
    m_search->setAccessibleName(tr("Search the timeline"));
    m_search->setClearButtonEnabled(true);
    m_badge = new QPushButton(tr("Verify Chain"), head);
    m_badge->setFlat(true);
    m_badge->setToolTip(tr("Walks the hash chain of all entries again"));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, 0);
    row->setSpacing(common::kSpace3);
    row->addWidget(m_search, 1);
    row->addWidget(m_badge);
    connect(m_search, &common::SearchLine::left, this, &TimelinePage::focusList);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_entries.setText(text);
        updateEmpty();
    });
    connect(m_badge, &QPushButton::clicked, this, &TimelinePage::verify);
    return head;
}

QWidget* TimelinePage::buildKinds()
{
    auto* kinds = new QWidget(this);
    auto* margins = new QVBoxLayout(kinds);
    margins->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    auto* row = new common::FlowLayout(common::kSpace1);
    margins->addLayout(row);
    m_all = new QPushButton(tr("All"), kinds);
    m_all->setCheckable(true);
    m_all->setChecked(true);
    m_all->setAccessibleDescription(
        tr("Shows entries of all kinds but what was looked at, which Views shows"));
    m_all->setToolTip(m_all->accessibleDescription());
    row->addWidget(m_all);
    narrow(*m_all, m_theme);
    connect(m_all, &QPushButton::clicked, this, [this] {
        for (const auto& [kind, button] : m_kinds)
            button->setChecked(false);
        m_all->setChecked(true);
    });
    for (const KindGroup& group : kGroups) {
        auto* button = new QPushButton(tr(group.title), kinds);
        button->setCheckable(true);
        button->setAccessibleDescription(tr("Shows only chosen kinds; none chosen shows all."));
        row->addWidget(button);
        narrow(*button, m_theme);
        m_switches.emplace_back(QString::fromLatin1(group.title).toLower(), button);
        for (const char* kind : group.kinds) {
            if (*kind != '\0')
                m_kinds[QString::fromLatin1(kind)] = button;
        }
        connect(button, &QPushButton::toggled, this, &TimelinePage::applyKinds);
    }
    m_marked = new QPushButton(tr("Marked"), kinds);
    m_marked->setAccessibleDescription(tr("Shows only what somebody marked."));
    m_views = new QPushButton(tr("Views"), kinds);
    m_views->setAccessibleDescription(tr("Shows also what was looked at, of which there is much."));
    m_switches.emplace_back(u"marked"_s, m_marked);
    m_switches.emplace_back(u"views"_s, m_views);
    for (QPushButton* button : {m_marked, m_views}) {
        button->setCheckable(true);
        button->hide();
        row->addWidget(button);
        narrow(*button, m_theme);
    }
    connect(m_marked, &QPushButton::toggled, this, [this](bool on) {
        m_entries.setMarkedOnly(on);
        updateEmpty();
    });
    connect(m_views, &QPushButton::toggled, this, [this](bool on) {
        m_entries.setViewsShown(on);
        updateEmpty();
    });
    return kinds;
}

std::vector<QWidget*> TimelinePage::underList() const
{
    std::vector<QWidget*> all{m_details};
    if (m_noteRow != nullptr)
        all.push_back(m_noteRow);
    return all;
}

QWidget* TimelinePage::buildNote()
{
    auto* bar = new QWidget(this);
    m_noteRow = bar;
    m_note = new common::SearchLine(common::SearchLine::Escape::KeepsText, bar);
    m_note->setObjectName(u"draft/timeline"_s); // what is kept for after a crash goes by it
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(4000);
    auto* add = new QPushButton(tr("Add Note"), bar);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_note, 1);
    row->addWidget(add);
    connect(&m_conductor, &items::TimeConductor::modeChanged, this, &TimelinePage::updateNoteHint);
    connect(&m_conductor, &items::TimeConductor::cursorMoved, this, &TimelinePage::updateNoteHint);
    common::followKeys(this, [this] { updateNoteHint(); });
    connect(m_note, &common::SearchLine::left, this, &TimelinePage::focusList);
    connect(add, &QPushButton::clicked, this, &TimelinePage::addNote);
    connect(m_note, &QLineEdit::returnPressed, this, &TimelinePage::addNote);
    connect(m_port, &EntryPort::appended, this, &TimelinePage::takeAppended);
    connect(m_port, &EntryPort::failed, this, &TimelinePage::takeFailure);
    return bar;
}

void TimelinePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_pacer.setActive(true);
    read();
}

void TimelinePage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_pacer.setActive(false);
}

void TimelinePage::focusNote()
{
    if (m_note != nullptr)
        m_note->setFocus(Qt::ShortcutFocusReason);
}

void TimelinePage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

void TimelinePage::focusList()
{
    if (m_list->isVisible())
        m_list->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

void TimelinePage::read()
{
    store::View view = m_conductor.view();
    view.range.start = telemetry::Timestamp::min();
    m_query.request(
        [view, path = m_queries.path()](
            const store::Reader& reader) -> telemetry::Result<items::TimelineEntries> {
            auto entries = reader.timeline(view);
            if (!entries)
                return tl::make_unexpected(entries.error());
            return items::withSideNotes(std::move(*entries), path, view.range);
        },
        [this, view](telemetry::Result<items::TimelineEntries> entries) {
            takeEntries(std::move(entries), view);
        });
    if (!m_hasVerified)
        verify();
}

void TimelinePage::takeEntries(telemetry::Result<items::TimelineEntries> entries,
                               const store::View& view)
{
    if (!entries) {
        m_message->say(common::MessageBar::Kind::Error, common::safeLine(entries.error().message));
        updateEmpty();
        return;
    }
    m_hasRead = true;
    if (!entries->problem.empty())
        m_message->say(common::MessageBar::Kind::Warning, common::safeLine(entries->problem));
    m_timeline.setEntries(items::withRoom(std::move(entries->entries), m_room, view));
    updateKinds();
    if (m_hasVerified && !m_isVerifying && !m_report.firstBroken
        && newestEntry() > m_report.entries)
        verifyOn(m_report);
    // Ages count from the cursor, which has moved.
    m_list->viewport()->update();
    updateEmpty();
    chooseWanted();
}

void TimelinePage::updateKinds()
{
    bool hasViews = false;
    bool hasIncidents = false;
    for (int row = 0; row < m_timeline.rowCount(); ++row) {
        const std::string& kind = m_timeline.row(row).kind;
        hasViews = hasViews || isViewKind(kind);
        hasIncidents = hasIncidents || kind == "incident" || kind == "message";
    }
    m_views->setVisible(hasViews);
    m_kinds.at(u"incident"_s)->setVisible(hasIncidents);
    m_marked->setVisible(m_hasMarks);
}

void TimelinePage::setScope(std::optional<items::EntryScope> scope)
{
    m_hasMarks = scope && !scope->subject.marks.empty();
    if (!m_hasMarks)
        m_marked->setChecked(false); // nothing would be left, and no way back
    m_marked->setVisible(m_hasMarks);
    m_entries.setScope(std::move(scope));
    updateEmpty();
    showEntry(); // its mark may be another
    chooseWanted();
}

void TimelinePage::setCanCurate(bool can)
{
    m_canCurate = can;
    updatePart();
}

void TimelinePage::setCanOpenIncident(bool can)
{
    m_canOpenIncident = can;
    updatePart();
}

void TimelinePage::applyKinds()
{
    QSet<QString> kinds;
    for (const auto& [kind, button] : m_kinds) {
        if (button->isChecked())
            kinds.insert(kind);
    }
    m_all->setChecked(kinds.isEmpty());
    m_entries.setKinds(kinds);
    updateEmpty();
}

void TimelinePage::goToEntry(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const telemetry::TimelineEntry& entry = m_entries.entry(index);
    emit momentChosen(entry.time, entry.recorded);
}

void TimelinePage::showEntry()
{
    const QModelIndex index = m_list->currentIndex();
    showDetails();
    if (!index.isValid())
        return;
    const telemetry::TimelineEntry& entry = m_entries.entry(index);
    m_details->setEntry(entry, index.data(items::EntryFilter::MarkRole).toString(), partOf(entry));
}

void TimelinePage::addNote()
{
    const QString text = m_note->text().trimmed();
    if (text.isEmpty() || (m_isWriting && text == m_draft))
        return; // Enter twice is one note
    telemetry::TimelineEntry entry;
    const bool isPast = m_conductor.mode() != items::TimeConductor::Mode::Live;
    entry.time = isPast ? m_conductor.cursor() : m_clock.now();
    entry.kind = "note";
    entry.text = text.toStdString();
    entry.payload = "{}";
    m_message->clear();
    // Before it is asked for: a port may answer at once.
    m_asked = entry;
    m_draft = text;
    m_isWriting = true;
    m_port->append(entry);
}

// Of other views too: the port is the window's.
void TimelinePage::takeAppended(const telemetry::TimelineEntry& entry)
{
    const bool isOurs = m_asked && entry.kind == m_asked->kind && entry.time == m_asked->time
        && entry.text == m_asked->text && entry.payload == m_asked->payload;
    if (isOurs) {
        m_asked.reset();
        m_isWriting = false;
        m_message->clear();
        // What was typed meanwhile is another note.
        if (m_note->text().trimmed() == m_draft)
            m_note->clear();
        if (m_port->isBesideRecording())
            m_message->say(common::MessageBar::Kind::Info,
                           tr("Your note stands at %1, in a file beside the recording, which stays "
                              "as it was recorded.")
                               .arg(items::utcTimeText(entry.time)));
        else if (m_conductor.mode() != items::TimeConductor::Mode::Live)
            m_message->say(common::MessageBar::Kind::Info,
                           tr("Your note stands at %1, the time that is shown. It was written just "
                              "now, so that views of that time do not show it: it is in the list "
                              "once you are %2.")
                               .arg(items::utcTimeText(entry.time),
                                    common::keymap().withKey(tr("live again"),
                                                             common::KeyCommand::BackToLive)));
    }
    read();
}

// Whose failure it is is not said. Were it another's, the answer to ours is still taken.
void TimelinePage::takeFailure(const QString& reason)
{
    const bool wasWriting = std::exchange(m_isWriting, false);
    if (wasWriting && m_note->text().trimmed().isEmpty())
        m_note->setText(m_draft); // emptied meanwhile
    const QString said = common::safeLine(reason.toStdString());
    m_message->say(common::MessageBar::Kind::Error,
                   wasWriting ? tr("%1 The note is still in its line.").arg(said) : said);
}

void TimelinePage::updateNoteHint()
{
    const QString text = m_conductor.mode() == items::TimeConductor::Mode::Live
        ? tr("Add a note")
        : tr("Add a note about %1, the time that is shown")
              .arg(items::utcTimeText(m_conductor.cursor()));
    m_note->setPlaceholderText(common::keymap().withKey(text, common::KeyCommand::AddNote));
}

} // namespace incident
