// SPDX-License-Identifier: GPL-3.0-or-later

// Which trace "Open Trace" of a runbook's step opens.

#include "app/runtraces.h"
#include "tests/widgets/dockfixture.h"
#include "tests/widgets/suspectsfixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/runbook/runbookdock.h"

#include <QListView>
#include <QPushButton>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

class TestRunTraces : public pagetest::SuspectsTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theChosenSuspectIsOpened();
    void withoutOneTheWorstOfTheServiceIs();
    void ofAnotherServiceNothingIsOpened();
    void whereNoneIsListedTheButtonSaysWhy();

private:
    void begin(const char* service, triage::SuspectsPage& suspects);
    QPushButton* open() const { return pagetest::button(*m_dock, u"Open Trace"_s); }

    std::unique_ptr<pagetest::FakeCommandPort> m_commands;
    std::unique_ptr<runbookview::RunbookDock> m_dock;
    std::unique_ptr<RunTraces> m_traces;
    std::optional<telemetry::SpanKey> m_opened;
};

void TestRunTraces::init()
{
    setUp();
    m_commands = std::make_unique<pagetest::FakeCommandPort>();
    m_dock = std::make_unique<runbookview::RunbookDock>(m_commands.get(), *m_queries, *m_conductor,
                                                        *m_clock, *m_theme, pagetest::kTiming);
    m_dock->resize(440, 900);
    m_dock->show();
    m_opened.reset();
}

void TestRunTraces::cleanup()
{
    m_traces.reset();
    m_dock.reset();
    tearDown();
}

void TestRunTraces::begin(const char* service, triage::SuspectsPage& suspects)
{
    m_traces = std::make_unique<RunTraces>(
        RunTraces::Parts{.runbook = *m_dock,
                         .suspects = suspects,
                         .queries = *m_queries,
                         .conductor = *m_conductor,
                         .listed = [] { return QString(); },
                         .open = [this](const telemetry::SpanKey& key) { m_opened = key; }},
        nullptr);
    runbook::Runbook book = pagetest::sampleRunbook();
    book.id = "reading";
    book.steps.front().fields["view"] = "trace";
    QVERIFY(m_dock->start(book, {{"service", service}}));
}

void TestRunTraces::theChosenSuspectIsOpened()
{
    QVERIFY(list()->model()->rowCount() > 1);
    list()->setCurrentIndex(list()->model()->index(1, 0));
    const auto chosen = m_page->current();
    QVERIFY(chosen.has_value());
    begin(chosen->service.c_str(), *m_page);
    QVERIFY(open() != nullptr && open()->isEnabled());
    open()->click();
    QVERIFY(m_opened.has_value());
    QVERIFY(m_opened->trace == chosen->suspicion.trace && m_opened->span == chosen->suspicion.span);
}

void TestRunTraces::withoutOneTheWorstOfTheServiceIs()
{
    const auto worst = m_page->current(); // the first, as it was read
    QVERIFY(worst.has_value());
    triage::SuspectsPage unread(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme);
    begin(worst->service.c_str(), unread);
    open()->click();
    QTRY_VERIFY(m_opened.has_value());
    QVERIFY(m_opened->trace == worst->suspicion.trace);
    m_traces.reset(); // before the page that it looks at
}

void TestRunTraces::ofAnotherServiceNothingIsOpened()
{
    begin("elsewhere", *m_page);
    open()->click();
    const auto* said = m_dock->findChild<common::MessageBar*>();
    QTRY_VERIFY(said->isVisible());
    QVERIFY2(said->text().contains(u"No suspect of elsewhere"_s), qPrintable(said->text()));
    QVERIFY(!m_opened.has_value());
}

void TestRunTraces::whereNoneIsListedTheButtonSaysWhy()
{
    triage::SuspectsPage unread(nullptr, *m_queries, *m_conductor, *m_clock, *m_theme);
    begin("code-assistant", unread);
    QVERIFY(open()->isEnabled()); // not counted yet
    emit unread.countChanged(0, false);
    QVERIFY(!open()->isEnabled());
    QVERIFY2(open()->toolTip().contains(u"No suspect of code-assistant"_s),
             qPrintable(open()->toolTip()));
    emit unread.countChanged(3, false);
    QVERIFY(open()->isEnabled());
    m_traces.reset(); // before the page that it looks at
}

QTEST_MAIN(TestRunTraces)
#include "tst_runtraces.moc"
