// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/servicehealthmodel.h"
#include "widgets/common/glyphs.h"
#include "widgets/common/theme.h"
#include "widgets/dashboard/checksummary.h"
#include "widgets/dashboard/fleetmatrix.h"
#include "widgets/dashboard/orderhold.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QFontMetrics>
#include <QHeaderView>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const telemetry::Timestamp kNow = telemetry::fromUnixNanos(1'795'488'660'000'000'000);
constexpr int kDrillChecks = 9; // as many as a drill has

items::FleetSnapshot fleet()
{
    items::FleetSnapshot snapshot;
    snapshot.now = kNow;
    items::ServiceHealth service;
    service.service = "code-assistant";
    service.generations = 560;
    service.lastEvent = kNow - 2s;
    for (int i = 0; i < kDrillChecks; ++i) {
        const std::string check = "check_" + std::to_string(i);
        snapshot.checks.push_back(check);
        items::CheckCell cell;
        cell.isPresent = true;
        cell.state = health::HealthState::Degraded;
        cell.count = 560;
        cell.failed = 84;
        cell.lastEvent = kNow - 7s;
        service.checks[check] = cell;
    }
    snapshot.services.push_back(service);
    return snapshot;
}

// Whether anything is drawn in a band of the cell of the first check.
bool isInked(dashboard::FleetMatrix& matrix, int from, int to)
{
    const QImage image = matrix.grab().toImage();
    const double ratio = image.devicePixelRatio();
    const QRect cell =
        matrix.visualRect(matrix.model()->index(0, 1)).translated(matrix.viewport()->pos());
    const QRgb ground = image.pixel(QPoint(cell.left() + 1, cell.top() + from) * ratio);
    for (int y = cell.top() + from; y < cell.top() + to; ++y) {
        for (int x = cell.left() + 1; x < cell.right(); ++x) {
            if (image.pixel(QPoint(x, y) * ratio) != ground)
                return true;
        }
    }
    return false;
}

} // namespace

// What a cell of the fleet keeps where there is little room.
class TestFleetMatrix final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void allChecksStandBesideTwoDocks();
    void narrowCellsKeepIntervalAndCount();
    void aTightColumnKeepsThePercentSign();
    void whatACellRestsOnIsInWords();
    void roomBringsTheWideCellsBack();
    void anAlarmHasTheColourOfItsSeverity();
    void theWorstCheckStaysInANarrowDock();
    void rowsStayWhileThePointerIsOnItsWay();

private:
    items::ServiceHealthModel m_model;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<dashboard::FleetMatrix> m_matrix;
};

void TestFleetMatrix::initTestCase()
{
    m_theme.apply(*qApp);
    m_matrix = std::make_unique<dashboard::FleetMatrix>(m_model, m_theme,
                                                        dashboard::FleetMatrix::Size::Full);
    m_model.setFleet(fleet());
    m_matrix->resize(692, 300); // what two docks leave of 1440
    m_matrix->show();
}

void TestFleetMatrix::allChecksStandBesideTwoDocks()
{
    QVERIFY(m_matrix->isNarrow());
    QCOMPARE(m_matrix->horizontalScrollBar()->maximum(), 0);
    const QFontMetrics metrics(m_theme.font(common::TextSize::Body, true));
    QVERIFY2(m_matrix->columnWidth(0) >= metrics.horizontalAdvance(u"code-assistant"_s) + 16,
             "the name of the service is whole");
}

void TestFleetMatrix::narrowCellsKeepIntervalAndCount()
{
    QVERIFY2(isInked(*m_matrix, 4, 24), "glyph and share");
    QVERIFY2(isInked(*m_matrix, 29, 41), "interval");
    QVERIFY2(isInked(*m_matrix, 45, 57), "n");
}

// Rather a bar to scroll by than a number of nobody knows what.
void TestFleetMatrix::aTightColumnKeepsThePercentSign()
{
    common::Theme large(u"dark"_s);
    large.choose({.theme = u"dark"_s, .textPercent = 150}, *qApp);
    items::ServiceHealthModel model;
    dashboard::FleetMatrix matrix(model, large, dashboard::FleetMatrix::Size::Full);
    model.setFleet(fleet());
    matrix.resize(500, 300);
    matrix.show();
    QVERIFY(matrix.isNarrow());
    const QFontMetricsF metrics(large.font(common::TextSize::Body, true));
    const double share = metrics.horizontalAdvance(u"100%"_s);
    QVERIFY2(matrix.columnWidth(1) >= share + 12 + 4, // beside the glyph
             qPrintable(QString::number(matrix.columnWidth(1))));
    m_theme.choose({.theme = u"dark"_s}, *qApp);
}

void TestFleetMatrix::whatACellRestsOnIsInWords()
{
    for (const auto role : {Qt::ToolTipRole, Qt::AccessibleTextRole}) {
        const QString text = m_model.index(0, 1).data(role).toString();
        QVERIFY2(text.contains(u"15 % (12–18)"_s), qPrintable(text));
        QVERIFY2(text.contains(u"84 of 560 (95 % interval)"_s), qPrintable(text));
        QVERIFY2(text.contains(u"last observation 7 s ago"_s), qPrintable(text));
    }
}

void TestFleetMatrix::roomBringsTheWideCellsBack()
{
    QSignalSpy changed(m_matrix.get(), &dashboard::FleetMatrix::rowHeightChanged);
    const int narrow = m_matrix->rowHeight(0);
    m_matrix->resize(1500, 300);
    QVERIFY(!m_matrix->isNarrow());
    QVERIFY(m_matrix->rowHeight(0) < narrow);
    QCOMPARE(changed.count(), 1);
    m_matrix->resize(692, 300);
    QVERIFY(m_matrix->isNarrow());
    QCOMPARE(m_matrix->rowHeight(0), narrow);
}

// The same one in the matrix as in the banner and on the time line: of SEV3 it is not that of SEV1.
void TestFleetMatrix::anAlarmHasTheColourOfItsSeverity()
{
    for (const int severity : {1, 2, 3, 4}) {
        items::FleetSnapshot snapshot = fleet();
        items::CheckCell& cell = snapshot.services[0].checks["check_0"];
        cell.state = health::HealthState::AlarmRaised;
        cell.severity = severity;
        m_model.setFleet(snapshot);
        const QImage image = m_matrix->grab().toImage();
        const QRect rect =
            m_matrix->visualRect(m_model.index(0, 1)).translated(m_matrix->viewport()->pos());
        const double ratio = image.devicePixelRatio();
        const QRgb wanted = m_theme.color(common::severityRole(severity)).rgb();
        int found = 0;
        for (int y = rect.top(); y < rect.bottom(); ++y) {
            for (int x = rect.left(); x < rect.left() + 24; ++x)
                found += image.pixel(QPoint(x, y) * ratio) == wanted ? 1 : 0;
        }
        QVERIFY2(found >= 8, qPrintable(u"SEV%1"_s.arg(severity)));
    }
    // Beside a service whose worst check is named, "+8" is told in words.
    items::ServiceHealthModel& model = m_model;
    const dashboard::CheckSummary summary = dashboard::checkSummary(model, 0);
    QCOMPARE(summary.severity, 4);
    QVERIFY2(summary.othersText.contains(u"and "_s), qPrintable(summary.othersText));
    // Beside an alarm alarms are counted, and not what is only degraded.
    items::FleetSnapshot snapshot = fleet();
    for (auto& [check, cell] : snapshot.services[0].checks) {
        cell.state = health::HealthState::Degraded;
        cell.severity = 0;
    }
    m_model.setFleet(snapshot);
    QCOMPARE(dashboard::checkSummary(model, 0).others, kDrillChecks - 1);
    for (const char* check : {"check_0", "check_1"}) {
        snapshot.services[0].checks[check].state = health::HealthState::AlarmRaised;
        snapshot.services[0].checks[check].severity = 1;
    }
    m_model.setFleet(snapshot);
    const dashboard::CheckSummary counted = dashboard::checkSummary(model, 0);
    QCOMPARE(counted.others, 1);
    QVERIFY2(counted.othersText.startsWith(u"and 1 further check with an alarm: "_s)
                 && counted.othersText.contains(u"\nand 7 further checks that are degraded: "_s),
             qPrintable(counted.othersText));
}

// Checks come and go while the dock shows but one column for all of them.
void TestFleetMatrix::theWorstCheckStaysInANarrowDock()
{
    items::ServiceHealthModel model;
    model.setFleet(fleet());
    dashboard::FleetMatrix matrix(model, m_theme, dashboard::FleetMatrix::Size::Compact);
    matrix.resize(272, 300);
    matrix.show();
    QVERIFY(matrix.isSummary());
    QVERIFY(!matrix.isColumnHidden(1) && matrix.isColumnHidden(2));
    items::FleetSnapshot later = fleet();
    later.checks.erase(later.checks.begin()); // what was hidden is the first now
    model.setFleet(later);
    QVERIFY(!matrix.isColumnHidden(1) && matrix.isColumnHidden(2));
    std::ranges::rotate(later.checks, later.checks.begin() + 3); // and again
    model.setFleet(later);
    QVERIFY(!matrix.isColumnHidden(1) && matrix.isColumnHidden(2));
    QCOMPARE(matrix.columnWidth(0) + matrix.columnWidth(1), matrix.viewport()->width());
}

void TestFleetMatrix::rowsStayWhileThePointerIsOnItsWay()
{
    const auto both = [](const char* first, const char* second) {
        items::FleetSnapshot snapshot = fleet();
        snapshot.services.push_back(snapshot.services[0]);
        snapshot.services[0].service = first;
        snapshot.services[1].service = second;
        return snapshot;
    };
    items::ServiceHealthModel model;
    QWidget window;
    window.resize(800, 400);
    dashboard::FleetMatrix matrix(model, m_theme, dashboard::FleetMatrix::Size::Compact, &window);
    dashboard::FleetMatrix page(model, m_theme, dashboard::FleetMatrix::Size::Full, &window);
    matrix.setGeometry(0, 0, 272, 300);
    page.setGeometry(300, 0, 480, 300);
    model.setFleet(both("a", "b"));
    window.setFocusPolicy(Qt::StrongFocus);
    window.setFocus();
    window.show();
    QVERIFY(!matrix.hasFocus() && !page.hasFocus());
    // It moves, though not over the list yet.
    QTest::mouseMove(window.windowHandle(), {700, 390});
    QTest::mouseMove(window.windowHandle(), {500, 390});
    model.setFleet(both("b", "a"));
    QCOMPARE(model.service(0), u"a"_s);
    // Then it lies still.
    QTRY_COMPARE_WITH_TIMEOUT(model.service(0), u"b"_s, 5 * dashboard::OrderHold::kRest);
    // The keyboard is in one list, and goes from another one.
    matrix.setFocus();
    QTRY_VERIFY(matrix.hasFocus());
    QFocusEvent out(QEvent::FocusOut);
    QCoreApplication::sendEvent(&page, &out);
    model.setFleet(both("a", "b"));
    QCOMPARE(model.service(0), u"b"_s);
    // Over the list it may lie still for as long as it likes.
    QTest::mouseMove(window.windowHandle(), {60, 60});
    matrix.clearFocus();
    QTest::qWait(2 * dashboard::OrderHold::kRest);
    QCOMPARE(model.service(0), u"b"_s);
    QTest::mouseMove(window.windowHandle(), {500, 390});
    QTRY_COMPARE_WITH_TIMEOUT(model.service(0), u"a"_s, 5 * dashboard::OrderHold::kRest);
}

QTEST_MAIN(TestFleetMatrix)
#include "tst_fleetmatrix.moc"
