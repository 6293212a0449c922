// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/followers.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/healthpage.h"
#include "widgets/incident/timelinepage.h"
#include "widgets/sources/sourcespage.h"
#include "widgets/triage/suspectspage.h"

#include <QLabel>
#include <QStringList>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

// What the page says where its content would be.
QString saidInstead(const QWidget& page)
{
    QStringList said;
    for (const auto* empty : page.findChildren<common::EmptyState*>()) {
        if (!empty->isVisible())
            continue;
        for (const QLabel* label : empty->findChildren<QLabel*>())
            said << label->text();
    }
    return said.join(u' ');
}

} // namespace

// A page that could read nothing may not say that there is nothing.
class TestUnreadStates : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void theFleet();
    void suspects();
    void theTimeline();
    void sources();

private:
    pagetest::ManualClock m_clock;
    common::Theme m_theme{u"dark"_s};
    items::RecordingQueries m_broken{"/nonexistent/none.plumb"};
    std::unique_ptr<items::TimeConductor> m_conductor;
};

void TestUnreadStates::init()
{
    m_clock.time = pagetest::at(60);
    m_conductor = std::make_unique<items::TimeConductor>(m_clock, false);
    m_conductor->setBounds({.start = pagetest::at(0), .end = pagetest::at(60)});
}

void TestUnreadStates::theFleet()
{
    items::FleetFollower follower(m_broken, *m_conductor);
    dashboard::HealthPage page(m_broken, *m_conductor, follower, m_theme);
    page.resize(900, 700);
    page.show();
    QVERIFY(saidInstead(page).contains(u"Reading the fleet"_s));
    QTRY_VERIFY(saidInstead(page).contains(u"The fleet could not be read"_s));
    QVERIFY(!saidInstead(page).contains(u"No service"_s));
}

void TestUnreadStates::suspects()
{
    triage::SuspectsPage page(nullptr, m_broken, *m_conductor, m_clock, m_theme);
    page.resize(900, 700);
    page.show();
    QTRY_VERIFY(saidInstead(page).contains(u"The suspects could not be read"_s));
    QVERIFY(!saidInstead(page).contains(u"No suspects"_s));
}

void TestUnreadStates::theTimeline()
{
    incident::TimelinePage page(nullptr, m_broken, *m_conductor, m_clock, m_theme);
    page.resize(900, 700);
    page.show();
    QTRY_VERIFY(saidInstead(page).contains(u"The timeline could not be read"_s));
    QVERIFY(!saidInstead(page).contains(u"Nothing happened"_s));
}

void TestUnreadStates::sources()
{
    sources::SourcesPage page(m_broken, *m_conductor, m_theme);
    page.resize(900, 700);
    page.show();
    QTRY_VERIFY(saidInstead(page).contains(u"The sources could not be read"_s));
}

QTEST_MAIN(TestUnreadStates)
#include "tst_unreadstates.moc"
