// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/annotation.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/incident/entrycarrying.h"
#include "widgets/incident/timelinepage.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;

// What may be let fall onto the timeline, and what becomes of it.
class TestTimelineDrop : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aDroppedFindingBecomesAnEntry();
    void nothingElseCanBeDropped();

private:
    QListView* list() const { return m_page->findChild<QListView*>(); }
    bool drop(const QMimeData& data) const; // false: it is not taken
    bool tells(const QString& start) const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<FakeEntryPort> m_port;
    std::unique_ptr<incident::TimelinePage> m_page;
};

void TestTimelineDrop::init()
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

void TestTimelineDrop::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

bool TestTimelineDrop::drop(const QMimeData& data) const
{
    QDragEnterEvent enter(QPoint(20, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &enter);
    QDropEvent dropped(QPointF(20, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &dropped);
    return enter.isAccepted() && dropped.isAccepted();
}

bool TestTimelineDrop::tells(const QString& start) const
{
    const auto labels = m_page->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&start](const QLabel* label) { return label->text().startsWith(start); });
}

void TestTimelineDrop::aDroppedFindingBecomesAnEntry()
{
    items::Annotation finding;
    finding.target.step = spanKey(1, 3);
    finding.text = "Finding: names a function that does not exist";
    const telemetry::TimelineEntry entry = items::annotationEntry(finding, at(10));
    const incident::EntryMime dragged(entry, u"words"_s, *m_page);
    QVERIFY(drop(dragged));
    QVERIFY(drop(dragged)); // while it is being written: not twice
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(m_port->entries[0].payload, entry.payload);
    QCOMPARE(m_port->entries[0].time, at(10));

    telemetry::TimelineEntry written = entry;
    written.recorded = at(61);
    m_recording->append(written);
    m_clock->time = at(62);
    written.sequence = 7;
    emit m_port->appended(written);
    QVERIFY(tells(u"The finding stands at "_s));
    QTRY_COMPARE(list()->model()->rowCount(), 7);
    QTRY_COMPARE(m_page->shownEntry(), std::int64_t{7}); // it is shown where it went

    QVERIFY(drop(dragged)); // it is in the list by now
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(tells(u"The finding stands in the timeline already"_s));
}

// What another program lets fall here may not get into the chain.
void TestTimelineDrop::nothingElseCanBeDropped()
{
    QMimeData text;
    text.setText(u"rolled back"_s);
    QVERIFY(!drop(text));
    items::Annotation finding;
    finding.target.step = spanKey(1, 3);
    const QWidget other; // of another recording
    const incident::EntryMime foreign(items::annotationEntry(finding, at(10)), u"words"_s, other);
    QVERIFY(!drop(foreign));
    QVERIFY(m_port->entries.empty());

    m_page = std::make_unique<incident::TimelinePage>(nullptr, *m_queries, *m_conductor, *m_clock,
                                                      *m_theme);
    const incident::EntryMime own(items::annotationEntry(finding, at(10)), u"words"_s, *m_page);
    QVERIFY(!drop(own)); // nothing can be written
}

QTEST_MAIN(TestTimelineDrop)
#include "tst_timelinedrop.moc"
