// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/metricmodel.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/fitscroll.h"
#include "widgets/common/theme.h"
#include "widgets/sources/linkdelegate.h"
#include "widgets/sources/mappingview.h"
#include "widgets/sources/setuppanel.h"
#include "widgets/sources/sourcespage.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using namespace std::chrono_literals;
using items::LinkModel;
using telemetry::LinkState;

namespace {

telemetry::LinkStatus linkRow(const std::string& service, LinkState state, double last)
{
    telemetry::LinkStatus status;
    status.source = "otlp-http";
    status.service = service;
    status.state = state;
    status.lastData = at(last);
    return status;
}

// One gauge, as a pull or a meter of that name told it.
dialect::Interpreted metrics(const std::string& service, const std::string& scope, double time,
                             double value)
{
    const std::string nanos = std::to_string(telemetry::toUnixNanos(at(time)));
    auto body = std::make_shared<const std::string>(
        R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":)"
        R"({"stringValue":")"
        + service + R"("}}]},"scopeMetrics":[{"scope":{"name":")" + scope
        + R"("},"metrics":[{"name":"queue.tokens","unit":"{token}","gauge":{"dataPoints":[)"
        + R"({"timeUnixNano":")" + nanos + R"(","asDouble":)" + std::to_string(value)
        + R"(,"attributes":[{"key":"queue","value":{"stringValue":"a\u001bb"}}]}]}}]}]}]})");
    auto decoded = otlp::decodeJson(telemetry::SignalKind::Metrics, std::move(body));
    decoded->recorded = at(time);
    decoded->source = scope == "prometheus" ? scope : "otlp-http";
    return dialect::Interpreter::builtIn().interpret(std::move(*decoded));
}

// One call of a model, with an attribute that nobody knows and two that disagree.
dialect::Interpreted callOf(const std::string& service, double time)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(1);
    span.id = static_cast<telemetry::SpanId>(1);
    span.name = "chat";
    span.start = span.end = at(time);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")},
                       {"gen_ai.request.model", std::string("gpt")},
                       {"company.tenant", std::string("north")},
                       {"gen_ai.usage.input_tokens", std::int64_t{12}},
                       {"gen_ai.usage.prompt_tokens", std::int64_t{10}}};
    auto decoded = otlp::decodeProtobuf(telemetry::SignalKind::Traces,
                                        std::make_shared<const std::string>(otlp::encodeTraces(
                                            {{"service.name", service}}, "test", {span})));
    decoded->recorded = at(time);
    decoded->source = "otlp-http";
    return dialect::Interpreter::builtIn().interpret(std::move(*decoded));
}

} // namespace

// What the tables of the sources page say where they are narrow, and of metrics.
class TestSourcesTables : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void whatHasNoColumnIsInTheSecondLine();
    void gaugesAndTotalsAreListed();
    void histogramsAreListedUpToTheEnd();
    void noPartOfTheMappingLiesOverAnother();
    void withoutASenderNoneIsToBeChosen();
    void theSetupHasTheRoomUntilAServiceComes();
    void withTheSetupOpenThePageScrollsAsOne();

private:
    QTableView* table(const QString& name) const;
    void open(bool isLive);

    QTemporaryDir m_folder;
    int m_number = 0;
    std::string m_path;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<sources::SourcesPage> m_page;
};

void TestSourcesTables::init()
{
    m_path = m_folder.filePath(u"%1.plumb"_s.arg(++m_number)).toStdString();
    QVERIFY(store::Writer::open(m_path).has_value());
}

void TestSourcesTables::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void TestSourcesTables::open(bool isLive)
{
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_path);
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, isLive);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    if (!isLive)
        m_conductor->seek(at(60));
    m_page = std::make_unique<sources::SourcesPage>(*m_queries, *m_conductor, m_theme);
    m_page->resize(1100, 700);
    m_page->show();
}

QTableView* TestSourcesTables::table(const QString& name) const
{
    for (auto* each : m_page->findChildren<QTableView*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

void TestSourcesTables::whatHasNoColumnIsInTheSecondLine()
{
    open(true);
    telemetry::LinkStatus lagging = linkRow("shop", LinkState::Lagging, 59);
    lagging.reason = "what comes is 40 s old";
    lagging.skew = 3h;
    m_page->setLiveLinks({linkRow({}, LinkState::Connected, 59), lagging});
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 2);
    const auto* links = table(u"Sources"_s);
    const auto* delegate =
        qobject_cast<sources::LinkDelegate*>(links->itemDelegateForColumn(LinkModel::SourceColumn));
    QVERIFY(delegate != nullptr);
    const auto second = [&] {
        QStyleOptionViewItem option;
        option.widget = links;
        return delegate->secondLine(option, links->model()->index(1, LinkModel::SourceColumn));
    };
    m_page->resize(1100, 700);
    QTest::qWait(20);
    QCOMPARE(second(), u"lagging: what comes is 40 s old"_s);
    m_page->resize(420, 700);
    QTest::qWait(20);
    QVERIFY(links->isColumnHidden(LinkModel::SkewColumn));
    QCOMPARE(second(), u"lagging: what comes is 40 s old · clock 3 h ahead"_s);
}

void TestSourcesTables::gaugesAndTotalsAreListed()
{
    {
        auto writer = store::Writer::open(m_path);
        QVERIFY(writer.has_value());
        QVERIFY((*writer)->append(metrics("shop", "prometheus", 10, 1200)));
        QVERIFY((*writer)->append(metrics("shop", "prometheus", 40, 1500)));
        QVERIFY((*writer)->append(metrics("shop", "my.meter", 30, 7)));
        QVERIFY((*writer)->append(linkRow({}, LinkState::Connected, 40), at(40)));
        QVERIFY((*writer)->append(linkRow("shop", LinkState::Connected, 40), at(40)));
        telemetry::LinkStatus pull = linkRow({}, LinkState::Connected, 40);
        pull.source = "prometheus";
        QVERIFY((*writer)->append(pull, at(40)));
        QVERIFY((*writer)->commit());
    }
    open(false);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    const auto* metrics = table(u"Metrics"_s)->model();
    const auto choose = [this](int row) { table(u"Sources"_s)->selectRow(row); };
    const auto text = [metrics](int row, int column, int role = Qt::DisplayRole) {
        return metrics->index(row, column).data(role).toString();
    };
    using items::MetricModel;
    choose(1); // shop, by OTLP: without what was pulled
    QTRY_COMPARE(metrics->rowCount(), 1);
    QCOMPARE(text(0, MetricModel::NewestColumn), u"7 token"_s);
    choose(2); // prometheus
    QCOMPARE(metrics->rowCount(), 1);
    QCOMPARE(text(0, MetricModel::NameColumn), u"queue.tokens"_s);
    QCOMPARE(text(0, MetricModel::NewestColumn), u"1,500 token"_s);
    QCOMPARE(text(0, MetricModel::AgeColumn), u"20 s"_s); // from the cursor
    QCOMPARE(text(0, MetricModel::CourseColumn), u"2 values"_s);
    QCOMPARE(text(0, MetricModel::NameColumn, MetricModel::DetailRole),
             u"level · queue=a\u241Bb · of shop · told by prometheus"_s);
    QVERIFY(metrics->index(0, MetricModel::CourseColumn)
                .data(MetricModel::CourseRole)
                .value<QList<QPointF>>()
            == (QList<QPointF>{{-50, 1200}, {-20, 1500}}));
    m_conductor->seek(at(20)); // the newer value was not known then
    QTRY_COMPARE(metrics->rowCount(), 0); // nor was the link
}

// A recording of nothing but a histogram, whose point lies at its very end.
void TestSourcesTables::histogramsAreListedUpToTheEnd()
{
    const std::string nanos = std::to_string(telemetry::toUnixNanos(at(60)));
    auto body = std::make_shared<const std::string>(
        R"({"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":)"
        R"({"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"meter"},"metrics":[)"
        R"({"name":"latency","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[)"
        R"({"timeUnixNano":")"
        + nanos
        + R"(","count":"4","sum":8,"bucketCounts":["2","2"],"explicitBounds":[3],"max":5,)"
          R"("attributes":[{"key":"model","value":{"stringValue":"m"}}]}]}}]}]}]})");
    auto decoded = otlp::decodeJson(telemetry::SignalKind::Metrics, std::move(body));
    QVERIFY(decoded.has_value());
    decoded->recorded = at(4000); // imported later
    decoded->source = "file";
    {
        auto writer = store::Writer::open(m_path);
        QVERIFY(writer.has_value());
        QVERIFY((*writer)->append(dialect::Interpreter::builtIn().interpret(std::move(*decoded))));
        telemetry::LinkStatus file = linkRow("shop", LinkState::Closed, 4000);
        file.source = "file";
        QVERIFY((*writer)->append(file, at(4000)));
        QVERIFY((*writer)->commit());
    }
    const auto reader = store::Reader::open(m_path);
    QVERIFY(reader.has_value());
    const auto extent = (*reader)->extent();
    QVERIFY(extent && *extent);
    QVERIFY((*extent)->isImport);
    QCOMPARE((*extent)->range.end, at(60) + telemetry::Duration(1));
    const auto known = (*reader)->metrics({});
    QVERIFY(known && known->names.size() == 1);
    QCOMPARE(known->names.front().name, std::string("latency"));
    QCOMPARE(known->names.front().points, 1);
    open(false);
    m_conductor->setBounds((*extent)->range);
    m_conductor->setAsKnownNow(true);
    m_conductor->seek((*extent)->range.end);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 1);
    const auto* metrics = table(u"Metrics"_s)->model();
    QTRY_COMPARE(metrics->rowCount(), 1);
    using items::MetricModel;
    QCOMPARE(metrics->index(0, MetricModel::NewestColumn).data().toString(), u"2 s"_s);
    QCOMPARE(
        metrics->index(0, MetricModel::NameColumn).data(MetricModel::DetailRole).toString(),
        u"mean since its start of 4 · p50 3 s · p95 4.8 s · model=m · of shop · told by meter"_s);
}

// However little room there is, and however large the text.
void TestSourcesTables::noPartOfTheMappingLiesOverAnother()
{
    store::DialectMapping dialect;
    dialect.dialect = "otel";
    dialect.unknown.resize(2);
    dialect.unknown[0].name = "tenant.id";
    dialect.unknown[1].name = "company.desk";
    store::SourceMapping mapping;
    mapping.service = "shop";
    mapping.dialects = {dialect};
    mapping.cannotTell = {
        {.pattern = "No time to first token: slow starts are not told from slow ends."},
        {.pattern = "No context: whether answers are grounded is not known."}};
    for (const int percent : {100, 150}) {
        m_theme.choose({.theme = u"dark"_s, .textPercent = percent}, *qApp);
        sources::MappingView view(m_theme);
        view.setMapping(&mapping, {});
        view.show();
        const QTableView* unknown = nullptr;
        for (const auto* each : view.findChildren<QTableView*>()) {
            if (each->accessibleName() == u"Attributes nobody knows"_s)
                unknown = each;
        }
        QVERIFY(unknown != nullptr);
        for (const int height : {600, 280, 160}) {
            view.resize(600, height);
            QTest::qWait(20);
            const auto parts = unknown->parentWidget()->findChildren<QWidget*>(
                QString(), Qt::FindDirectChildrenOnly);
            QVERIFY(parts.size() >= 6);
            for (const QWidget* part : parts) {
                for (const QWidget* other : parts)
                    QVERIFY2(part == other || !part->isVisible() || !other->isVisible()
                                 || !part->geometry().intersects(other->geometry()),
                             qPrintable(u"%1 %, %2 px"_s.arg(percent).arg(height)));
            }
        }
    }
    m_theme.choose({.theme = u"dark"_s}, *qApp);
}

void TestSourcesTables::withoutASenderNoneIsToBeChosen()
{
    open(true);
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    telemetry::LinkStatus endpoint;
    endpoint.source = "otlp-http";
    m_page->setLiveLinks({endpoint});
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 1);
    table(u"Sources"_s)->selectRow(0);
    QString texts;
    for (const auto* label : m_page->findChildren<QLabel*>())
        texts += label->isVisible() ? label->text() + u'\n' : QString();
    QVERIFY2(texts.contains(u"No service has sent anything over this source so far"_s)
                 && texts.contains(u"“Connect a Service…” above"_s),
             qPrintable(texts));
    QVERIFY(!texts.contains(u"Choose a sender"_s));
}

void TestSourcesTables::theSetupHasTheRoomUntilAServiceComes()
{
    open(true);
    m_page->resize(620, 420); // what two docks leave of 1280x720
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    telemetry::LinkStatus endpoint;
    endpoint.source = "otlp-http";
    m_page->setLiveLinks({endpoint});
    m_page->showSetup();
    const auto* parts = m_page->findChild<QTabWidget*>(u"sourceParts"_s);
    const auto* links = table(u"Sources"_s);
    QVERIFY(links->isVisible() && !parts->isVisible());
    QTRY_VERIFY(links->viewport()->height() >= 2 * links->rowHeight(0)); // whole rows
    m_page->setLiveLinks({endpoint, linkRow("shop", LinkState::Connected, 59)});
    QVERIFY(parts->isVisible()); // there is something to be told
    m_page->findChild<sources::SetupPanel*>()->closed();
    QVERIFY(parts->isVisible());
}

// Settings, state and report below each other: of these only lists scroll by themselves.
void TestSourcesTables::withTheSetupOpenThePageScrollsAsOne()
{
    {
        auto writer = store::Writer::open(m_path);
        QVERIFY(writer && (*writer)->append(callOf("shop", 50)) && (*writer)->commit());
    }
    open(true);
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    m_page->setLiveLinks({linkRow({}, LinkState::Waiting, 0)});
    m_page->showSetup();
    auto* setup = m_page->findChild<sources::SetupPanel*>();
    auto* clients = setup->findChild<QComboBox*>();
    clients->setCurrentIndex(clients->findText(u"Go: OpenTelemetry SDK"_s)); // the longest
    m_page->setLiveLinks(
        {linkRow({}, LinkState::Connected, 59), linkRow("shop", LinkState::Connected, 59)});
    auto* page = m_page->findChild<common::FitScroll*>();
    const auto* parts = m_page->findChild<QTabWidget*>(u"sourceParts"_s);
    QTRY_VERIFY(parts->isVisible() && table(u"Conflicts"_s)->isVisible());
    for (const QSize size : {m_page->size(), QSize(620, 420), QSize(1100, 700), QSize(620, 420)}) {
        m_page->resize(size);
        const auto scrolling = [this, page, setup] {
            QStringList names;
            for (const auto* area : m_page->findChildren<QScrollArea*>()) {
                if (area != page && area->isVisible() && area->verticalScrollBar()->maximum() > 0)
                    names << u"%1 in %2"_s.arg(
                        QLatin1StringView(area->widget()->metaObject()->className()),
                        QLatin1StringView(area->parentWidget()->metaObject()->className()));
            }
            for (const auto* text : setup->findChildren<QPlainTextEdit*>()) {
                if (text->verticalScrollBar()->maximum() > 0)
                    names << text->accessibleName();
            }
            return names;
        };
        QTRY_VERIFY2(scrolling().isEmpty(), qPrintable(scrolling().join(u", "_s)));
        QTRY_VERIFY(page->verticalScrollBar()->maximum() > page->height());
    }
    // What one waits for is in sight, and leads to what was understood.
    page->verticalScrollBar()->setValue(0);
    QPushButton* report = nullptr;
    for (auto* each : setup->findChildren<QPushButton*>())
        report = each->text() == u"Show What Was Understood"_s ? each : report;
    QVERIFY(report != nullptr && !report->visibleRegion().isEmpty());
    // The wheel over a text is left to the page.
    auto* text = setup->findChild<QPlainTextEdit*>();
    const QPointF over(20, 10);
    QWheelEvent wheel(over, text->viewport()->mapToGlobal(over), {}, {0, -240}, Qt::NoButton, {},
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(text->viewport(), &wheel);
    QVERIFY(!wheel.isAccepted());
    QTest::mouseClick(report, Qt::LeftButton);
    QVERIFY(!table(u"Fields and what filled them"_s)->viewport()->visibleRegion().isEmpty());
    // Without the set-up the page has no more than its height again.
    setup->closed();
    QTRY_COMPARE(page->verticalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestSourcesTables)
#include "tst_sourcestables.moc"
