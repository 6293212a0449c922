// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/notesview.h"

#include "models/items/annotationwords.h"
#include "models/items/formats.h"
#include "models/telemetry/inenglish.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/trace/annotationdelegate.h"
#include "widgets/trace/focuspass.h"
#include "widgets/trace/traceselection.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kLongestNote = 4000;
constexpr int kSmallestList = 32;
constexpr std::chrono::milliseconds kNotesInterval(1000);

} // namespace

NotesView::NotesView(incident::EntryPort* port, items::RecordingQueries& queries,
                     const items::TimeConductor& conductor, const telemetry::Clock& clock,
                     TraceSelection& selection, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_port(port)
    , m_queries(queries)
    , m_conductor(conductor)
    , m_clock(clock)
    , m_selection(selection)
    , m_theme(theme)
    , m_query(queries, this)
    , m_pacer(conductor, kNotesInterval)
    , m_message(new common::MessageBar(theme, this))
    , m_list(new QListView(this))
    , m_empty(new common::EmptyState(theme, this))
    , m_takeBack(new QPushButton(tr("Take Back"), this))
{
    m_message->clear();
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new AnnotationDelegate(m_model, theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Notes and bookmarks of the trace"));
    common::teachKey(m_takeBack,
                     tr("The note is no longer listed here; the timeline keeps what was written"),
                     common::KeyCommand::TakeBackNote);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    auto* input = new QWidget(this);
    buildInput(input);
    // The list gives way, what is written into does not.
    input->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_list->setMinimumHeight(kSmallestList);
    m_empty->setMinimumHeight(kSmallestList);
    layout->addWidget(input);
    passFocus(*this, *m_list);

    connect(m_list, &QListView::activated, this, &NotesView::choose);
    connect(m_list, &QListView::clicked, this, &NotesView::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { m_takeBack->setEnabled(m_list->currentIndex().isValid()); });
    connect(m_takeBack, &QPushButton::clicked, this, &NotesView::takeBack);
    connect(&selection, &TraceSelection::spanChanged, this, &NotesView::tellTarget);
    connect(&selection, &TraceSelection::claimChanged, this, &NotesView::tellTarget);
    connect(&selection, &TraceSelection::momentChanged, this, &NotesView::tellTarget);
    connect(&theme, &common::Theme::changed, this, &NotesView::restyle);
    m_pacer.setActive(false);
    connect(&m_pacer, &items::RefreshPacer::due, this, [this] {
        // Live, time alone brings none: what is written here is told of.
        if (std::exchange(m_isLive, m_conductor.mode() == items::TimeConductor::Mode::Live)
            && m_isLive)
            return;
        refresh();
    });
    if (m_port != nullptr) {
        connect(m_port, &incident::EntryPort::appended, this, &NotesView::takeAppended);
        connect(m_port, &incident::EntryPort::failed, this, &NotesView::takeFailure);
    }
    restyle();
    showWhatThereIs();
    tellTarget();
}

void NotesView::buildInput(QWidget* input)
{
    auto* column = new QVBoxLayout(input);
    column->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    column->setSpacing(common::kSpace1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(common::kSpace2);
    if (m_port != nullptr) {
        m_target = new common::ElidedLabel(input);
        m_target->setForegroundRole(QPalette::PlaceholderText);
        m_note = new common::SearchLine(common::SearchLine::Escape::KeepsText, input);
        m_note->setObjectName(u"draft/trace"_s);
        m_note->setAccessibleName(tr("Note on what is chosen"));
        common::followKeys(m_note, [this] {
            m_note->setPlaceholderText(
                common::keymap().withKey(tr("Add a note"), common::KeyCommand::AddNote));
        });
        m_note->setMaxLength(kLongestNote);
        auto* add = new QPushButton(tr("Add Note"), input);
        auto* bookmark = new QPushButton(tr("Bookmark"), input);
        common::teachKey(bookmark, tr("Marks what is chosen, to be found again"),
                         common::KeyCommand::Bookmark);
        column->addWidget(m_target);
        column->addWidget(m_note);
        buttons->addWidget(add);
        buttons->addWidget(bookmark);
        connect(m_note, &QLineEdit::returnPressed, this, &NotesView::addNote);
        connect(m_note, &common::SearchLine::left, this, &NotesView::left);
        connect(add, &QPushButton::clicked, this, &NotesView::addNote);
        connect(bookmark, &QPushButton::clicked, this, &NotesView::addBookmark);
    }
    buttons->addStretch(1);
    buttons->addWidget(m_takeBack);
    m_takeBack->setVisible(m_port != nullptr);
    column->addLayout(buttons);
}

void NotesView::setContents(std::shared_ptr<const trace::TraceContents> contents,
                            const telemetry::TraceId& id)
{
    const bool isOther = m_trace != id;
    m_contents = std::move(contents);
    m_trace = id;
    if (isOther) {
        m_annotations.clear();
        m_model.setAnnotations({});
        m_message->clear();
        showWhatThereIs();
    }
    tellTarget();
    refresh();
}

void NotesView::setClaims(std::shared_ptr<const claims::ClaimSet> claims)
{
    m_claims = std::move(claims);
    tellTarget();
}

void NotesView::setShown(bool isShown)
{
    m_isLive = false; // what was written meanwhile is to be read
    m_pacer.setActive(isShown);
}

void NotesView::refresh()
{
    if (!m_trace.isValid())
        return;
    store::View view = m_conductor.view();
    // Its cursor moves ten times a second only: what has just been written lies behind it.
    if (m_conductor.mode() == items::TimeConductor::Mode::Live && !m_conductor.isAsKnownNow())
        view.knownAt = std::max(view.knownAt, m_clock.now());
    view.range = {.start = telemetry::Timestamp::min(), .end = telemetry::Timestamp::max()};
    m_query.request(
        [view, path = m_queries.path()](
            const store::Reader& reader) -> telemetry::Result<items::TimelineEntries> {
            auto entries = reader.timeline(view, {"note"});
            if (!entries)
                return tl::make_unexpected(entries.error());
            return items::withSideNotes(std::move(*entries), path, view.range);
        },
        [this, id = m_trace](telemetry::Result<items::TimelineEntries> entries) {
            if (id == m_trace)
                takeEntries(std::move(entries));
        });
}

void NotesView::takeEntries(telemetry::Result<items::TimelineEntries> entries)
{
    const auto tell = [this](common::MessageBar::Kind kind, const std::string& problem) {
        m_isReadingTold = true;
        m_message->say(kind, common::safeLine(problem));
    };
    if (!entries) {
        tell(common::MessageBar::Kind::Error, entries.error().message);
        return;
    }
    if (!entries->problem.empty())
        tell(common::MessageBar::Kind::Warning, entries->problem);
    else if (std::exchange(m_isReadingTold, false))
        m_message->clear(); // it is over
    const std::size_t before = m_annotations.size();
    m_annotations = items::annotationsOf(entries->entries, m_trace);
    m_model.setAnnotations(m_annotations);
    showWhatThereIs();
    if (std::exchange(m_isRevealing, m_isRevealing && m_annotations.size() <= before)
        && m_annotations.size() > before) {
        const auto newest =
            std::ranges::max_element(m_annotations, {}, &items::Annotation::recorded);
        m_list->scrollTo(m_model.index(static_cast<int>(newest - m_annotations.begin()), 0));
    }
    emit annotationsChanged();
}

items::AnnotationTarget NotesView::target() const
{
    items::AnnotationTarget target{.step = {.trace = m_trace, .span = m_selection.span()}};
    const auto claim = m_selection.claim();
    if (claim && m_claims && *claim < m_claims->claims.size()
        && m_claims->generation == m_selection.span())
        target.claim = {m_claims->claims[*claim].start, m_claims->claims[*claim].end};
    target.moment = m_selection.moment();
    return target;
}

void NotesView::tellTarget()
{
    if (m_target == nullptr)
        return;
    const QString about =
        m_contents ? items::annotationTargetText(target(), *m_contents) : tr("the trace");
    m_target->setText(tr("On %1").arg(common::safeLine(about.toStdString(), 200)));
}

void NotesView::addNote()
{
    const QString text = m_note->text().trimmed();
    if (text.isEmpty() || !m_contents)
        return; // what it is on is still being read: the draft stays
    if (std::ranges::any_of(
            m_asked, [&text](const Asked& one) { return !one.isAnswered && one.draft == text; }))
        return; // Enter twice is one note
    write(items::Annotation::Kind::Note, text);
}

void NotesView::write(items::Annotation::Kind kind, const QString& text)
{
    if (m_port == nullptr || !m_contents || !m_trace.isValid())
        return;
    items::Annotation annotation;
    annotation.kind = kind;
    annotation.target = target();
    {
        const telemetry::InEnglish recorded; // not what the port's answer makes the window say
        annotation.about =
            items::annotationTargetText(annotation.target, *m_contents).toStdString();
    }
    annotation.text = text.toStdString();
    clearMessage();
    const auto entry =
        items::annotationEntry(annotation, items::annotationTime(annotation.target, *m_contents));
    // Before it is asked for: a port may answer at once. What failed was not written after all.
    std::erase_if(m_asked, &Asked::isAnswered);
    m_asked.push_back({.entry = entry, .draft = text});
    m_port->append(entry);
}

void NotesView::clearMessage()
{
    m_isReadingTold = false;
    m_message->clear();
}

// Of other views too: the port is the window's.
void NotesView::takeAppended(const telemetry::TimelineEntry& entry)
{
    const auto ours = std::ranges::find_if(m_asked, [&entry](const Asked& one) {
        return entry.kind == one.entry.kind && entry.subject == one.entry.subject
            && entry.payload == one.entry.payload;
    });
    if (ours != m_asked.end()) {
        const QString draft = ours->draft;
        m_asked.erase(ours);
        m_isRevealing = true;
        clearMessage();
        // What was typed meanwhile is another note.
        if (m_note != nullptr && !draft.isEmpty() && m_note->text().trimmed() == draft)
            m_note->clear();
        if (!m_port->isBesideRecording() && m_conductor.mode() != items::TimeConductor::Mode::Live
            && !m_conductor.isAsKnownNow())
            m_message->say(common::MessageBar::Kind::Info,
                           common::keymap().withKey(
                               tr("It was written just now, so that views of that time do not "
                                  "show it: it is listed once you are live again"),
                               common::KeyCommand::BackToLive)
                               + u'.');
    }
    refresh();
}

// Whose failure it is is not said. Were it another's, the answer to ours is still taken.
void NotesView::takeFailure(const QString& reason)
{
    const auto failed = std::ranges::find(m_asked, false, &Asked::isAnswered);
    const bool hasDraft = failed != m_asked.end() && !failed->draft.isEmpty();
    if (failed != m_asked.end())
        failed->isAnswered = true;
    if (hasDraft && m_note != nullptr && m_note->text().trimmed().isEmpty())
        m_note->setText(failed->draft); // emptied meanwhile
    const QString said = common::safeLine(reason.toStdString());
    m_isReadingTold = false;
    m_message->say(common::MessageBar::Kind::Error,
                   hasDraft ? tr("%1 The note is still in its line.").arg(said) : said);
}

void NotesView::addBookmark()
{
    write(items::Annotation::Kind::Bookmark, {});
}

void NotesView::takeBack()
{
    const QModelIndex index = m_list->currentIndex();
    if (m_port != nullptr && index.isValid())
        m_port->append(items::withdrawalEntry(m_model.row(index.row()), m_clock.now()));
}

void NotesView::choose(const QModelIndex& index)
{
    if (index.isValid())
        emit targetChosen(m_model.row(index.row()).target);
}

void NotesView::focusNote()
{
    if (m_note != nullptr)
        m_note->setFocus(Qt::ShortcutFocusReason);
    else
        m_message->say(common::MessageBar::Kind::Info, tr("Nothing can be written here."));
}

void NotesView::keyPressEvent(QKeyEvent* event)
{
    if (common::keymap().matches(common::KeyCommand::TakeBackNote, *event) && m_list->hasFocus())
        takeBack();
    else
        QWidget::keyPressEvent(event);
}

void NotesView::showWhatThereIs()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_empty->setContent(u"note"_s, tr("No notes on this trace"),
                        m_port == nullptr
                            ? tr("Nothing can be written here.")
                            : tr("Notes and bookmarks on a step, a claim or a moment stand here, "
                                 "and in the incident's timeline."));
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_takeBack->setEnabled(m_list->currentIndex().isValid());
}

void NotesView::restyle()
{
    m_list->setFont(m_theme.font(common::TextSize::Body));
    if (m_target != nullptr)
        m_target->setFont(m_theme.font(common::TextSize::Small));
}

} // namespace traceview
