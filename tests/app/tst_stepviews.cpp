// SPDX-License-Identifier: GPL-3.0-or-later

// What "Open Explore" and "Open Health" of a runbook's step open.

#include "app/stepviews.h"
#include "models/items/followers.h"
#include "tests/widgets/dockfixture.h"
#include "widgets/common/messagebar.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/explore/explorepage.h"

#include <QPushButton>
#include <QStringList>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class TestStepViews : public pagetest::DockTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void exploreOpensWithTheQuantityOfTheService();
    void healthOpensOfTheService();
    void ofAServiceThatNothingCameOfItIsSaid();

private:
    void begin(const char* view, const char* quantity, const char* service);

    std::unique_ptr<items::FleetFollower> m_fleet;
    std::unique_ptr<dashboard::HealthPage> m_health;
    std::unique_ptr<explore::ExplorePage> m_explore;
    std::unique_ptr<StepViews> m_views;
    QStringList m_done; // in their order
};

void TestStepViews::init()
{
    setUp();
    m_fleet = std::make_unique<items::FleetFollower>(*m_queries, *m_conductor);
    m_health =
        std::make_unique<dashboard::HealthPage>(*m_queries, *m_conductor, *m_fleet, *m_theme);
    m_explore = std::make_unique<explore::ExplorePage>(nullptr, *m_queries, *m_conductor,
                                                       m_fleet->services(), *m_clock, *m_theme);
    m_done.clear();
    m_views = std::make_unique<StepViews>(
        StepViews::Parts{.runbook = *m_dock,
                         .health = *m_health,
                         .explore = *m_explore,
                         .knows = [](const std::string& service) { return service != "elsewhere"; },
                         .choose = [this](const QString& service) { m_done << service; },
                         .show = [this](const QString& view) { m_done << view; }},
        nullptr);
}

void TestStepViews::cleanup()
{
    m_views.reset();
    m_explore.reset();
    m_health.reset();
    m_fleet.reset();
    tearDown();
}

void TestStepViews::begin(const char* view, const char* quantity, const char* service)
{
    QTest::mouseClick(pagetest::button(*m_dock, u"Leave"_s), Qt::LeftButton);
    runbook::Runbook book = pagetest::sampleRunbook();
    book.id = "looking";
    runbook::Step& step = book.steps.front();
    step.fields["view"] = view;
    step.fields["quantity"] = quantity;
    step.fields["signal"] = "truncation";
    step.fields["service"] = "{service}";
    QVERIFY(m_dock->start(book, {{"service", service}}));
    chooseStep(0);
}

void TestStepViews::exploreOpensWithTheQuantityOfTheService()
{
    QTRY_VERIFY(m_fleet->services().rowOf("code-assistant") >= 0);
    begin("explore", "input_tokens", "code-assistant");
    pagetest::button(*m_dock, u"Open Explore"_s)->click();
    QCOMPARE(m_done, (QStringList{u"code-assistant"_s, u"explore"_s}));
    const auto setting = m_explore->setting().relation;
    QCOMPARE(setting.service, std::string("code-assistant"));
    QCOMPARE(setting.driver,
             (drivers::Driver{.kind = drivers::DriverKind::InputTokens, .check = {}}));
    QCOMPARE(setting.outcome,
             (drivers::Outcome{.kind = drivers::OutcomeKind::Check, .check = "truncation"}));
}

void TestStepViews::healthOpensOfTheService()
{
    begin("health", "queue_depth", "code-assistant");
    pagetest::button(*m_dock, u"Open Health"_s)->click();
    QCOMPARE(m_done, (QStringList{u"code-assistant"_s, u"health"_s}));
    // It has no chart of that, and says so where one looks for it.
    const auto* said = m_health->findChild<common::MessageBar*>();
    QVERIFY2(said->text().contains(u"no chart of requests waiting"_s), qPrintable(said->text()));
}

void TestStepViews::ofAServiceThatNothingCameOfItIsSaid()
{
    begin("health", "load", "elsewhere");
    pagetest::button(*m_dock, u"Open Health"_s)->click();
    QCOMPARE(m_done, QStringList{u"health"_s});
    const auto* said = m_dock->findChild<common::MessageBar*>();
    QVERIFY2(said->text().contains(u"Nothing has come of elsewhere"_s), qPrintable(said->text()));
}

QTEST_MAIN(TestStepViews)
#include "tst_stepviews.moc"
