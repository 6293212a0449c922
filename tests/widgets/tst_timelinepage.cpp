// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/formats.h"
#include "models/items/recordingqueries.h"
#include "models/items/roomentries.h"
#include "models/items/timeconductor.h"
#include "models/suspects/verdicts.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/explore/savedsetting.h"
#include "widgets/incident/entrylist.h"
#include "widgets/incident/payloadtext.h"
#include "widgets/incident/timelinepage.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;

class TestTimelinePage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void newestFirstUpToTheCursor();
    void kindsAndSearchFilter();
    void aClickShowsThePayloadAndEnterGoesThere();
    void notesAreAddedByKey();
    void aDraftStaysUntilItIsWritten();
    void aNoteOfThePastIsSaidToStandThere();
    void escapeLeadsOutOfTheLines();
    void withoutAPortNothingCanBeWritten();
    void theChainIsVerified();
    void aSavedSettingIsOpenedAgain();
    void aVerdictIsToldInWords();
    void detailsAreFieldsForPeople();
    void namesForgeNoFields();
    void whatTheRoomTellsComesUpAtOnce();
    void hostileEntriesStayPlain();
    void focusableWidgetsHaveNames();

private:
    QListView* list() const { return m_page->findChild<QListView*>(); }
    QPushButton* button(const QString& start) const;
    QStringList texts() const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeEntryPort> m_port;
    std::unique_ptr<incident::TimelinePage> m_page;
};

void TestTimelinePage::init()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<FakeEntryPort>();
    m_page = std::make_unique<incident::TimelinePage>(m_port.get(), *m_queries, *m_conductor,
                                                      *m_clock, *m_theme);
    m_page->resize(900, 700);
    m_page->show();
    QTRY_VERIFY(list()->model()->rowCount() > 0);
}

void TestTimelinePage::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

QPushButton* TestTimelinePage::button(const QString& start) const
{
    for (auto* each : m_page->findChildren<QPushButton*>()) {
        if (each->text().startsWith(start))
            return each;
    }
    return nullptr;
}

QStringList TestTimelinePage::texts() const
{
    QStringList all;
    const auto* model = list()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        all << model->index(row, items::TimelineModel::TextColumn).data().toString();
    return all;
}

void TestTimelinePage::newestFirstUpToTheCursor()
{
    QCOMPARE(list()->model()->rowCount(), 6);
    QVERIFY(texts().first().contains(u"in effect: reached"_s));
    QCOMPARE(texts().last(), u"Recording continued"_s);
    m_conductor->seek(at(15));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QVERIFY(texts().first().startsWith(u"Looks like"_s));
}

void TestTimelinePage::kindsAndSearchFilter()
{
    QVERIFY(button(u"All"_s)->isChecked());
    button(u"Notes"_s)->click();
    QVERIFY(!button(u"All"_s)->isChecked());
    QCOMPARE(list()->model()->rowCount(), 1);
    button(u"Alarms"_s)->click();
    QCOMPARE(list()->model()->rowCount(), 2);
    button(u"All"_s)->click();
    QVERIFY(!button(u"Alarms"_s)->isChecked());
    QCOMPARE(list()->model()->rowCount(), 6);
    auto* search = m_page->findChildren<QLineEdit*>().first();
    QTest::keyClicks(search, u"a-0001"_s); // stands in the alarm's payload only
    QCOMPARE(list()->model()->rowCount(), 1);
    QTest::keyClicks(search, u"nothing"_s);
    QVERIFY(!list()->isVisible());
    search->clear();
    QVERIFY(list()->isVisible());
}

void TestTimelinePage::aClickShowsThePayloadAndEnterGoesThere()
{
    connect(m_page.get(), &incident::TimelinePage::momentChosen, m_conductor.get(),
            &items::TimeConductor::goTo);
    const QModelIndex action = list()->model()->index(1, items::TimelineModel::TextColumn);
    const QString text = action.data().toString();
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(action).center());
    const auto* payload = m_page->findChild<common::PlainTextView*>();
    QVERIFY2(payload->editor()->toPlainText().contains(u"To: tripped"_s),
             qPrintable(payload->editor()->toPlainText()));
    QVERIFY(!payload->editor()->toPlainText().contains(u'{'));
    for (auto* each : m_page->findChildren<QPushButton*>()) {
        if (each->text() == u"Raw"_s)
            each->click();
    }
    QVERIFY(payload->editor()->toPlainText().contains(u"\"to\": \"tripped\""_s));
    QCOMPARE(m_conductor->mode(), items::TimeConductor::Mode::Live); // looking is not going

    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(m_conductor->mode(), items::TimeConductor::Mode::Fixed);
    // What was gone to is the newest there is, and not gone from the list.
    QTRY_COMPARE(list()->model()->rowCount(), 5);
    QCOMPARE(texts().first(), text);
    QVERIFY(list()->currentIndex().isValid());
}

void TestTimelinePage::notesAreAddedByKey()
{
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_N);
    auto* note = m_page->findChildren<QLineEdit*>().last();
    QTRY_VERIFY(note->hasFocus());
    QTest::keyClicks(note, u"rolled back at the gateway"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QTest::keyClick(note, Qt::Key_Return); // being written: not twice
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(m_port->entries[0].kind, std::string("note"));
    QCOMPARE(m_port->entries[0].text, std::string("rolled back at the gateway"));
    QCOMPARE(m_port->entries[0].time, at(60));
    emit m_port->appended(m_port->entries[0]);
    QTest::keyClick(note, Qt::Key_Return); // empty: adds nothing
    QCOMPARE(m_port->entries.size(), std::size_t{1});
}

void TestTimelinePage::aDraftStaysUntilItIsWritten()
{
    auto* note = m_page->findChildren<QLineEdit*>().last();
    const auto isSaid = [this](const QString& text) {
        return std::ranges::any_of(m_page->findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text() == text;
        });
    };
    m_page->focusNote();
    QTest::keyClicks(note, u"rolled back"_s);
    m_port->isFailing = true;
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(note->text(), u"rolled back"_s);
    QVERIFY(isSaid(u"The disk is full. The note is still in its line."_s));
    m_port->isFailing = false;
    QTest::keyClick(note, Qt::Key_Return); // again
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(note->text(), u"rolled back"_s);
    // Of another view.
    telemetry::TimelineEntry other = m_port->entries[0];
    other.text = "something else";
    emit m_port->appended(other);
    QCOMPARE(note->text(), u"rolled back"_s);
    QTest::keyClicks(note, u" by hand"_s); // what is typed meanwhile is another note
    emit m_port->appended(m_port->entries[0]);
    QCOMPARE(note->text(), u"rolled back by hand"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    emit m_port->appended(m_port->entries[1]);
    QCOMPARE(note->text(), QString());
    emit m_port->failed(u"The disk is full."_s, other); // nothing of ours
    QVERIFY(isSaid(u"The disk is full."_s));
}

// It is about the time that is shown, written now; views of that time cannot know it.
void TestTimelinePage::aNoteOfThePastIsSaidToStandThere()
{
    m_conductor->seek(at(15));
    auto* note = m_page->findChildren<QLineEdit*>().last();
    QVERIFY(note->placeholderText().contains(items::utcTimeText(at(15))));
    QTest::keyClicks(note, u"onset"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(m_port->entries[0].time, at(15));
    emit m_port->appended(m_port->entries[0]);
    bool isSaid = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isSaid = isSaid || label->text().startsWith(u"Your note stands at "_s);
    QVERIFY(isSaid);
}

void TestTimelinePage::escapeLeadsOutOfTheLines()
{
    m_page->activateWindow();
    auto* search = m_page->findChildren<QLineEdit*>().first();
    m_page->focusSearch();
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"2"_s);
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(list()->hasFocus());
    auto* note = m_page->findChildren<QLineEdit*>().last();
    m_page->focusNote();
    QTest::keyClicks(note, u"half a note"_s);
    QTest::keyClick(note, Qt::Key_Escape);
    QVERIFY(list()->hasFocus());
    QCOMPARE(note->text(), u"half a note"_s);
}

void TestTimelinePage::withoutAPortNothingCanBeWritten()
{
    incident::TimelinePage page(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme);
    page.show();
    page.focusNote();
    QCOMPARE(page.findChildren<QLineEdit*>().size(), 1); // the search
    for (const auto* each : page.findChildren<QPushButton*>())
        QVERIFY(each->text() != u"Add Note"_s);
}

void TestTimelinePage::theChainIsVerified()
{
    QTRY_VERIFY(button(u"Chain verified · 6 entries"_s) != nullptr);
    telemetry::TimelineEntry entry;
    entry.time = entry.recorded = at(61);
    entry.kind = "note";
    entry.text = "One more.";
    m_recording->append(entry);
    m_clock->time = at(62);
    QTRY_VERIFY(button(u"Chain verified · 7 entries"_s) != nullptr); // by itself
    // As it was known then: what follows is no news of that time.
    m_conductor->seek(at(15));
    QTRY_VERIFY(button(u"Chain verified · 3 entries"_s) != nullptr);
}

// Only of an entry that keeps one.
void TestTimelinePage::aSavedSettingIsOpenedAgain()
{
    explore::SavedSetting setting;
    setting.relation.service = "code-assistant";
    setting.range = {.start = at(0), .end = at(50)};
    telemetry::TimelineEntry entry;
    entry.time = at(50);
    entry.kind = "note";
    entry.text = "At 38 calls in flight";
    entry.payload = explore::payloadOf(setting);
    m_recording->append(entry);
    m_conductor->setBounds({.start = at(0), .end = at(61)});
    m_conductor->seek(at(40)); // what is unchanged is not read again
    m_conductor->seek(at(61));
    QTRY_VERIFY(texts().contains(u"At 38 calls in flight"_s));
    QSignalSpy chosen(m_page.get(), &incident::TimelinePage::settingChosen);
    const qsizetype row = texts().indexOf(u"At 38 calls in flight"_s);
    list()->setCurrentIndex(list()->model()->index(static_cast<int>(row), list()->modelColumn()));
    QPushButton* open = button(u"Open in Explore"_s);
    QVERIFY(open != nullptr && open->isVisible());
    open->click();
    QCOMPARE(chosen.count(), 1);
    for (auto* each : m_page->findChildren<QToolButton*>()) {
        if (each->accessibleName() == u"Close the entry"_s)
            each->click();
    }
    QVERIFY(!open->isVisible()); // the list has its room
    list()->setCurrentIndex(list()->model()->index(static_cast<int>(row), list()->modelColumn()));
    QVERIFY(open->isVisible());
    list()->setCurrentIndex(list()->model()->index(row == 0 ? 1 : 0, list()->modelColumn()));
    QVERIFY(!open->isVisible());
}

void TestTimelinePage::aVerdictIsToldInWords()
{
    const telemetry::SpanKey answer = spanKey(1, 3);
    telemetry::TimelineEntry entry =
        suspects::verdictEntry({.answer = answer,
                                .service = "support-bot",
                                .model = "glyph-large",
                                .suspicion = 0.87,
                                .reasons = "Correctness: incorrect",
                                .together = 12},
                               suspects::Opinion::Wrong, "the context says 20 days", at(30));
    entry.recorded = at(30);
    entry.actor = "ada";
    m_recording->append(entry);
    m_clock->time = at(62);
    QTRY_COMPARE(list()->model()->rowCount(), 7);
    QCOMPARE(texts().first(),
             u"Wrong, says ada of an answer of support-bot: the context says 20 days"_s);
    list()->setCurrentIndex(list()->model()->index(0, items::TimelineModel::TextColumn));
    const QString told = m_page->findChild<common::PlainTextView*>()->editor()->toPlainText();
    QVERIFY2(told.startsWith(u"On an answer of support-bot by glyph-large, in trace "_s),
             qPrintable(told));
    QVERIFY2(told.contains(u"One of 12 answers that were judged with one click."_s)
                 && told.contains(u"Suspicion when it was judged: 87 %"_s)
                 && told.contains(u"Reasons for it: Correctness: incorrect"_s)
                 && !told.contains(u'{'),
             qPrintable(told));
    const QSignalSpy asked(m_page.get(), &incident::TimelinePage::traceRequested);
    QVERIFY(button(u"Open Trace"_s)->isVisible());
    button(u"Open Trace"_s)->click();
    QCOMPARE(asked.count(), 1);
    QVERIFY(asked[0][0].value<trace::TraceLink>().step == answer);
    // What is no verdict has no answer to open.
    list()->setCurrentIndex(list()->model()->index(1, items::TimelineModel::TextColumn));
    QVERIFY(!button(u"Open Trace"_s)->isVisible());
}

void TestTimelinePage::whatTheRoomTellsComesUpAtOnce()
{
    const int before = list()->model()->rowCount();
    telemetry::TimelineEntry said;
    said.sequence = items::roomNumber(5);
    said.time = said.recorded = at(58);
    said.kind = "message";
    said.actor = "Bo (root) · room";
    said.text = "I look at the index";
    said.payload = "{}";
    said.hash = "of the room";
    m_page->setRoomEntries({said});
    QTRY_COMPARE(list()->model()->rowCount(), before + 1);
    const QModelIndex newest = list()->model()->index(0, items::TimelineModel::TextColumn);
    QCOMPARE(newest.data().toString(), u"I look at the index"_s);
    QCOMPARE(newest.siblingAtColumn(items::TimelineModel::ActorColumn).data().toString(),
             u"Bo (root) · room"_s);
    const QFontMetrics metrics(m_page->font());
    const QString whose = u"Zelda Quux of the second shift, who has a name without end (root)"_s;
    const QString fitting = incident::fittingActor(whose + u" · room"_s, metrics, 150);
    QVERIFY2(fitting.startsWith(u"Zel"_s) && fitting.endsWith(u"… · room"_s), qPrintable(fitting));
    QVERIFY(metrics.horizontalAdvance(fitting) <= 152);
    list()->setCurrentIndex(newest);
    QVERIFY(std::ranges::any_of(m_page->findChildren<QLabel*>(), [](const QLabel* label) {
        return label->text().startsWith(u"In the shared room, not in the recording"_s);
    }));
    m_conductor->seek(at(15)); // which nobody knew then
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QVERIFY(!texts().contains(u"I look at the index"_s));
}

void TestTimelinePage::hostileEntriesStayPlain()
{
    telemetry::TimelineEntry entry;
    entry.time = at(30);
    entry.recorded = at(30);
    entry.kind = "<i>odd</i>";
    entry.actor = "x";
    entry.text = "<img src=x>\u202e" + std::string(5'000'000, 'z');
    entry.payload = "[[[[ not json <b>";
    m_recording->append(entry);
    m_clock->time = at(62);
    QTRY_COMPARE(list()->model()->rowCount(), 7);
    list()->setCurrentIndex(list()->model()->index(0, items::TimelineModel::TextColumn));
    const auto* payload = m_page->findChild<common::PlainTextView*>();
    QCOMPARE(payload->editor()->toPlainText(), u"[[[[ not json <b>"_s);
    QVERIFY(!m_page->grab().isNull());
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        QVERIFY(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'));
        QVERIFY(label->text().size() < 10'000);
    }
}

void TestTimelinePage::detailsAreFieldsForPeople()
{
    const QString told = incident::payloadFields(
        R"({"what":"handover","to":"bo","why":"","summary":"SEV2\nPinned <b>\nWait","alarms":["A-1",)"
        R"("A-2"],"start_ns":1795780800000000000,"wait_ns":5,"is_late":true,"by":null,)"
        R"("before":{"value":"on","n":3},"rungs":[{"rung":"sent"},{"rung":"in effect"}],"none":[]})");
    QCOMPARE(told,
             u"Alarms: A-1, A-2\nBefore:\n  N: 3\n  Value: on\nBy: not known\nIs late: yes\n"
             "Rungs 1:\n  Rung: sent\nRungs 2:\n  Rung: in effect\n"
             "Start: 2026-11-27 12:00:00 UTC\nSummary:\n  SEV2\n  Pinned <b>\n  Wait\n"
             "To: bo\nWait ns: 5\nWhat: handover"_s);
    QCOMPARE(incident::payloadFields("[[[[ not json"), u"[[[[ not json"_s);
    QCOMPARE(incident::payloadFields("{}"), QString());
}

// Names of labels and parameters come from outside: none begins a line.
void TestTimelinePage::namesForgeNoFields()
{
    QCOMPARE(incident::payloadFields(R"({"a\nWhat: closed\nWhy":"x","what":"opened"})"),
             u"A␊What: closed␊Why: x\nWhat: opened"_s);
    QCOMPARE(incident::payloadFields(R"({"labels":{"a\r\nWhy":[1,{"b\u2028\u2029\u0085c":"d"}]}})"),
             u"Labels:\n  A␍␊Why 1: 1\n  A␍␊Why 2:\n    B⟦U+2028⟧⟦U+2029⟧⟦U+0085⟧c: d"_s);
    QCOMPARE(incident::payloadFields(R"({"\n_ns":1795780800000000000})"),
             u"␊: 2026-11-27 12:00:00 UTC"_s);
}

void TestTimelinePage::focusableWidgetsHaveNames()
{
    list()->setCurrentIndex(list()->model()->index(0, items::TimelineModel::TextColumn));
    QCOMPARE(namelessWidgets(*m_page), QStringList());
}

QTEST_MAIN(TestTimelinePage)
#include "tst_timelinepage.moc"
