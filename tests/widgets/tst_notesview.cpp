// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotation.h"
#include "models/items/sidenotes.h"
#include "tests/otherlanguage.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/theme.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/traceselection.h"

#include <QFile>
#include <QIODevice>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;

class TestNotesView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aNoteStandsOnWhatIsChosen();
    void aBookmarkNeedsNoText();
    void whatIsWrittenIsListedAndLeadsBack();
    void whatIsWrittenLiveIsListedAtOnce();
    void whatIsWrittenIsScrolledTo();
    void theListIsOfTheTimeThatIsShown();
    void takingBackLeavesTheListAlone();
    void notesBesideTheRecordingAreListedAndSaySo();
    void withoutAPortNothingCanBeWritten();
    void whatCannotBeWrittenIsSaid();
    void aNoteThatIsNotWrittenKeepsItsText();
    void whatWasTypedMeanwhileStays();
    void aBookmarkMeanwhileLosesNoNote();
    void aProblemOfReadingEnds();
    void hostileNotesStayPlain();
    void focusableWidgetsHaveNames();

private:
    void makeView(incident::EntryPort* port);
    QListView* list() const { return m_view->findChild<QListView*>(); }
    QPushButton* button(const QString& text) const;
    // As the writer would: into the recording.
    void record(std::size_t entry) const { m_recording->append(m_port->entries.at(entry)); }

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeEntryPort> m_port;
    std::unique_ptr<traceview::TraceSelection> m_selection;
    std::shared_ptr<const trace::TraceContents> m_contents;
    std::unique_ptr<traceview::NotesView> m_view;
};

void TestNotesView::init()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<FakeEntryPort>();
    m_selection = std::make_unique<traceview::TraceSelection>();
    auto reader = store::Reader::open(m_recording->path());
    QVERIFY(reader);
    auto contents = trace::readTraceContents(**reader, spanKey(1, 1).trace, {});
    QVERIFY(contents);
    QVERIFY(!contents->generations.empty());
    m_contents = std::make_shared<const trace::TraceContents>(std::move(*contents));
    makeView(m_port.get());
}

void TestNotesView::cleanup()
{
    m_view.reset();
    m_queries->waitForIdle();
}

void TestNotesView::makeView(incident::EntryPort* port)
{
    m_view = std::make_unique<traceview::NotesView>(port, *m_queries, *m_conductor, *m_clock,
                                                    *m_selection, *m_theme);
    m_view->resize(420, 600);
    m_view->show();
    m_view->setContents(m_contents, spanKey(1, 1).trace);
    QSignalSpy read(m_view.get(), &traceview::NotesView::annotationsChanged);
    QVERIFY(read.wait());
}

QPushButton* TestNotesView::button(const QString& text) const
{
    for (auto* one : m_view->findChildren<QPushButton*>()) {
        if (one->text() == text)
            return one;
    }
    return nullptr;
}

void TestNotesView::aNoteStandsOnWhatIsChosen()
{
    const telemetry::SpanId span = m_contents->generations.front().span;
    m_selection->setSpan(span);
    claims::ClaimSet set;
    set.generation = span;
    set.claims.resize(2);
    set.claims[1].start = 5;
    set.claims[1].end = 12;
    m_view->setClaims(std::make_shared<const claims::ClaimSet>(set));
    m_selection->setClaim(1);
    m_view->focusNote();
    auto* line = m_view->findChild<QLineEdit*>();
    QVERIFY(line->hasFocus() || !QGuiApplication::focusWindow());
    QTest::keyClicks(line, u"Invented here"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    emit m_port->appended(m_port->entries.front());
    QVERIFY(line->text().isEmpty());
    const auto annotation = items::annotationIn(m_port->entries.front());
    QVERIFY(annotation.has_value());
    QCOMPARE(annotation->text, std::string("Invented here"));
    QVERIFY(annotation->target.step.span == span);
    QVERIFY(annotation->target.claim
            == std::optional(std::pair<std::int64_t, std::int64_t>(5, 12)));
    QVERIFY(annotation->about.find('\n') == std::string::npos);
    { // what it is on is recorded in English, whatever the window's language
        const OtherLanguage other;
        m_view->addBookmark();
    }
    const auto marked = items::annotationIn(m_port->entries.back());
    QVERIFY(marked && marked->kind == items::Annotation::Kind::Bookmark);
    QCOMPARE(marked->about, annotation->about);
    QVERIFY2(!OtherLanguage::isIn(m_port->entries.back().text),
             m_port->entries.back().text.c_str());
    // A claim of another step's set is not what is chosen.
    m_selection->setSpan(telemetry::SpanId{0xabc});
    m_selection->setClaim(1);
    m_view->addBookmark();
    QVERIFY(!items::annotationIn(m_port->entries.back())->target.claim);
}

void TestNotesView::aBookmarkNeedsNoText()
{
    m_selection->setSpan(m_contents->generations.front().span);
    m_selection->setMoment(at(12.5));
    QTest::mouseClick(button(u"Bookmark"_s), Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(m_port->entries.front().time == at(12.5));
    const auto annotation = items::annotationIn(m_port->entries.front());
    QVERIFY(annotation->kind == items::Annotation::Kind::Bookmark);
    QVERIFY(annotation->target.moment == std::optional(at(12.5)));
    // An empty note is none.
    QTest::mouseClick(button(u"Add Note"_s), Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
}

void TestNotesView::whatIsWrittenIsListedAndLeadsBack()
{
    const telemetry::SpanId span = m_contents->generations.front().span;
    m_selection->setSpan(span);
    m_view->addBookmark();
    record(0);
    QSignalSpy read(m_view.get(), &traceview::NotesView::annotationsChanged);
    emit m_port->appended(m_port->entries.front());
    QVERIFY(read.wait());
    QCOMPARE(list()->model()->rowCount(), 1);
    QSignalSpy chosen(m_view.get(), &traceview::NotesView::targetChosen);
    list()->setCurrentIndex(list()->model()->index(0, 0));
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen.front().front().value<items::AnnotationTarget>().step.span == span);
}

// The cursor of a live window moves ten times a second: what was written since is known all the
// same, and nothing else has to happen for it to be listed.
void TestNotesView::whatIsWrittenLiveIsListedAtOnce()
{
    m_selection->setSpan(m_contents->generations.front().span);
    auto* line = m_view->findChild<QLineEdit*>();
    line->setText(u"Seen live"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    telemetry::TimelineEntry written = m_port->entries.front();
    written.actor = "ada";
    written.recorded = at(60.02);
    m_recording->append(written);
    m_clock->time = at(60.05);
    QVERIFY(m_conductor->cursor() <= written.recorded);
    emit m_port->appended(written);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    QVERIFY(!list()->isHidden());
}

// Of a low list too.
void TestNotesView::whatIsWrittenIsScrolledTo()
{
    m_selection->setSpan(m_contents->generations.front().span);
    m_view->resize(320, 190);
    m_view->show();
    auto* line = m_view->findChild<QLineEdit*>();
    for (std::size_t i = 0; i < 6; ++i) {
        line->setText(u"Note %1"_s.arg(i));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_port->entries.size(), i + 1);
        telemetry::TimelineEntry written = m_port->entries.back();
        written.recorded = at(60.0 + static_cast<double>(i));
        m_recording->append(written);
        m_clock->time = at(61.0 + static_cast<double>(i));
        emit m_port->appended(written);
        QTRY_COMPARE(list()->model()->rowCount(), static_cast<int>(i) + 1);
        int row = 0;
        while (m_view->annotations()[static_cast<std::size_t>(row)].text
               != u"Note %1"_s.arg(i).toStdString())
            ++row;
        const QRect area = list()->visualRect(list()->model()->index(row, 0));
        QTRY_VERIFY(
            list()->viewport()->rect().intersects(area.adjusted(0, 0, 0, -area.height() / 2)));
    }
}

void TestNotesView::theListIsOfTheTimeThatIsShown()
{
    m_view->setShown(true);
    telemetry::TimelineEntry written;
    m_view->addBookmark();
    written = m_port->entries.front();
    written.actor = "ada";
    written.recorded = at(50);
    m_recording->append(written);
    emit m_port->appended(written);
    QTRY_COMPARE(list()->model()->rowCount(), 1);
    m_conductor->seek(at(40)); // it was not written yet
    QTRY_COMPARE(list()->model()->rowCount(), 0);
    m_conductor->seek(at(55));
    QTRY_COMPARE(list()->model()->rowCount(), 1);
}

void TestNotesView::takingBackLeavesTheListAlone()
{
    m_selection->setSpan(m_contents->generations.front().span);
    m_view->addBookmark();
    record(0);
    QSignalSpy read(m_view.get(), &traceview::NotesView::annotationsChanged);
    m_view->refresh();
    QVERIFY(read.wait());
    list()->setCurrentIndex(list()->model()->index(0, 0));
    QTest::mouseClick(button(u"Take Back"_s), Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    QCOMPARE(list()->model()->rowCount(), 1); // until it is written
    record(1);
    m_view->refresh();
    QVERIFY(read.wait());
    QCOMPARE(list()->model()->rowCount(), 0);
}

void TestNotesView::notesBesideTheRecordingAreListedAndSaySo()
{
    items::Annotation annotation;
    annotation.target.step = {.trace = spanKey(1, 1).trace,
                              .span = m_contents->generations.front().span};
    annotation.text = "from the postmortem";
    QVERIFY(items::SideNotes(m_recording->path())
                .append(items::annotationEntry(annotation, at(10)), at(9000)));
    // Written long after: it is shown all the same, since it is about then.
    m_conductor->seek(at(20));
    QSignalSpy read(m_view.get(), &traceview::NotesView::annotationsChanged);
    m_view->refresh();
    QVERIFY(read.wait());
    QCOMPARE(list()->model()->rowCount(), 1);
    QVERIFY(list()
                ->model()
                ->index(0, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .contains(u"beside the recording"_s));
}

void TestNotesView::withoutAPortNothingCanBeWritten()
{
    makeView(nullptr);
    QVERIFY(m_view->findChild<QLineEdit*>() == nullptr);
    QVERIFY(button(u"Bookmark"_s) == nullptr);
    m_view->addBookmark();
    m_view->focusNote();
}

void TestNotesView::whatCannotBeWrittenIsSaid()
{
    m_selection->setSpan(m_contents->generations.front().span);
    m_port->isFailing = true;
    m_view->addBookmark();
    QStringList shown;
    for (const QLabel* label : m_view->findChildren<QLabel*>())
        shown << label->text();
    QVERIFY2(shown.join(u'\n').contains(u"The disk is full."_s), qPrintable(shown.join(u'\n')));
}

void TestNotesView::aNoteThatIsNotWrittenKeepsItsText()
{
    m_selection->setSpan(m_contents->generations.front().span);
    auto* line = m_view->findChild<QLineEdit*>();
    const auto texts = [this] {
        QStringList shown;
        for (const QLabel* label : m_view->findChildren<QLabel*>())
            shown << label->text();
        return shown.join(u'\n');
    };
    m_port->isFailing = true;
    QTest::keyClicks(line, u"Nobody may lose this"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(line->text(), u"Nobody may lose this"_s);
    QVERIFY2(texts().contains(u"The disk is full. The note is still in its line."_s),
             qPrintable(texts()));
    // It was emptied before the answer came.
    m_port->isFailing = false;
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QTest::keyClick(line, Qt::Key_Return); // twice is one note
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(line->text(), u"Nobody may lose this"_s);
    line->clear();
    emit m_port->failed(u"<b>gone</b>"_s, m_port->entries.back());
    QCOMPARE(line->text(), u"Nobody may lose this"_s);
    // And once more, which succeeds.
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    emit m_port->appended(m_port->entries.back());
    QVERIFY(line->text().isEmpty());
    QVERIFY(!texts().contains(u"gone"_s));
}

// Both are under way at once.
void TestNotesView::aBookmarkMeanwhileLosesNoNote()
{
    m_selection->setSpan(m_contents->generations.front().span);
    auto* line = m_view->findChild<QLineEdit*>();
    QTest::keyClicks(line, u"On its way"_s);
    QTest::keyClick(line, Qt::Key_Return);
    m_view->addBookmark();
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    QTest::keyClick(line, Qt::Key_Return); // twice is one note
    QCOMPARE(m_port->entries.size(), std::size_t{2});
    emit m_port->appended(m_port->entries[0]);
    QVERIFY(line->text().isEmpty());
    emit m_port->appended(m_port->entries[1]);
}

void TestNotesView::aProblemOfReadingEnds()
{
    QFile file(items::SideNotes(m_recording->path()).path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"this is\": no note\n");
    file.close();
    const auto* message = m_view->findChild<common::MessageBar*>();
    m_view->refresh();
    QTRY_VERIFY(!message->text().isEmpty());
    QVERIFY(file.remove());
    m_view->refresh();
    QTRY_VERIFY(message->text().isEmpty());
}

void TestNotesView::whatWasTypedMeanwhileStays()
{
    m_selection->setSpan(m_contents->generations.front().span);
    auto* line = m_view->findChild<QLineEdit*>();
    QTest::keyClicks(line, u"first"_s);
    QTest::keyClick(line, Qt::Key_Return);
    line->setText(u"second"_s);
    emit m_port->appended(m_port->entries.front());
    QCOMPARE(line->text(), u"second"_s);
    // What another view wrote clears nothing.
    line->setText(u"first"_s);
    QTest::keyClick(line, Qt::Key_Return);
    telemetry::TimelineEntry other = m_port->entries.back();
    other.payload = "{}";
    emit m_port->appended(other);
    QCOMPARE(line->text(), u"first"_s);
}

void TestNotesView::hostileNotesStayPlain()
{
    items::Annotation annotation;
    annotation.target.step = {.trace = spanKey(1, 1).trace,
                              .span = m_contents->generations.front().span};
    annotation.text = "<img src=x>\u202e evil \x1b[31m";
    annotation.about = "<b>step</b>";
    m_recording->append(items::annotationEntry(annotation, at(10)));
    QSignalSpy read(m_view.get(), &traceview::NotesView::annotationsChanged);
    m_view->refresh();
    QVERIFY(read.wait());
    m_view->grab(); // paints
    for (const QLabel* label : m_view->findChildren<QLabel*>())
        QVERIFY2(label->textFormat() == Qt::PlainText || label->text().isEmpty(),
                 qPrintable(label->text()));
}

void TestNotesView::focusableWidgetsHaveNames()
{
    QCOMPARE(namelessWidgets(*m_view), QStringList());
}

QTEST_MAIN(TestNotesView)
#include "tst_notesview.moc"
