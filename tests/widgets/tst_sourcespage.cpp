// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/sources/sourcespage.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using namespace std::chrono_literals;
using namespace std::string_literals;
using items::LinkModel;
using telemetry::LinkState;

namespace {

telemetry::LinkStatus pushLink(const std::string& service, LinkState state, double last)
{
    telemetry::LinkStatus status;
    status.source = "otlp-http";
    status.service = service;
    status.state = state;
    status.lastData = at(last);
    status.items = 12;
    return status;
}

dialect::Interpreted batch(unsigned char trace, const std::string& service, double recorded,
                           otlp::Attributes attributes)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(trace);
    span.id = static_cast<telemetry::SpanId>(trace);
    span.name = "chat";
    span.start = span.end = at(recorded);
    span.attributes = {{"gen_ai.operation.name", "chat"s}, {"gen_ai.request.model", "gpt"s}};
    span.attributes.insert(span.attributes.end(), attributes.begin(), attributes.end());
    auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", service}}, "test", {span}));
    auto decoded = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    decoded->recorded = at(recorded);
    decoded->source = "otlp-http";
    return dialect::Interpreter::builtIn().interpret(std::move(*decoded));
}

} // namespace

class TestSourcesPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void recordedLinksAsKnownAtTheCursor();
    void tablesFitTheirWidth();
    void liveLinksReplaceTheRecordedOnes();
    void theEndOfARecordingShowsWhatCameLast();
    void theChosenSourceShowsWhatWasUnderstood();
    void keysReachTheTables();
    void nothingYetOffersTheNextStep();
    void theSetupIsCopiedAndWaits();
    void theSetupNamesTokenAndAuthority_data();
    void theSetupNamesTokenAndAuthority();
    void withoutATokenNoneIsNamed();
    void everyAddressIsReachedByName();
    void whoSendsAlreadyIsNotWaitedFor();
    void inReplayNothingIsConnected();
    void hostileTextStaysPlain();
    void focusableWidgetsHaveNames();

private:
    QTableView* table(const QString& name) const;
    QPushButton* button(const QString& text) const;
    QString texts() const;
    QString cell(int row, int column) const;
    void fill();
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

void TestSourcesPage::init()
{
    m_path = m_folder.filePath(u"%1.plumb"_s.arg(++m_number)).toStdString();
    QVERIFY(store::Writer::open(m_path).has_value());
}

void TestSourcesPage::cleanup()
{
    m_page.reset();
    m_conductor.reset();
    m_queries.reset();
}

void TestSourcesPage::fill()
{
    auto writer = store::Writer::open(m_path);
    QVERIFY(writer.has_value());
    QVERIFY((*writer)->append(batch(1, "shop", 5, {{"company.tenant", "north\x1b[31m"s}})));
    QVERIFY((*writer)->append(batch(2, "shop", 6,
                                    {{"gen_ai.usage.input_tokens", std::int64_t{12}},
                                     {"gen_ai.usage.prompt_tokens", std::int64_t{10}}})));
    QVERIFY((*writer)->append(batch(3, "desk", 7, {})));
    QVERIFY((*writer)->append(pushLink({}, LinkState::Connected, 7), at(8)));
    QVERIFY((*writer)->append(pushLink("shop", LinkState::Connected, 6), at(8)));
    QVERIFY((*writer)->append(pushLink("desk", LinkState::Connected, 7), at(8)));
    telemetry::LinkStatus stale = pushLink("shop", LinkState::Stale, 6);
    stale.reason = "nothing for 34 s; usual is every 1 s";
    QVERIFY((*writer)->append(stale, at(40)));
    QVERIFY((*writer)->commit());
}

void TestSourcesPage::open(bool isLive)
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

QTableView* TestSourcesPage::table(const QString& name) const
{
    for (auto* each : m_page->findChildren<QTableView*>()) {
        if (each->accessibleName() == name)
            return each;
    }
    return nullptr;
}

QPushButton* TestSourcesPage::button(const QString& text) const
{
    for (auto* each : m_page->findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

QString TestSourcesPage::texts() const
{
    QStringList all;
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->isVisible())
            all << label->text();
    }
    return all.join(u'\n');
}

QString TestSourcesPage::cell(int row, int column) const
{
    return table(u"Sources"_s)->model()->index(row, column).data().toString();
}

void TestSourcesPage::recordedLinksAsKnownAtTheCursor()
{
    fill();
    open(false);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    QCOMPARE(cell(0, LinkModel::SourceColumn), u"otlp-http"_s);
    QCOMPARE(cell(2, LinkModel::SourceColumn).trimmed(), u"shop"_s);
    QTRY_VERIFY(cell(2, LinkModel::StateColumn).startsWith(u"stale: nothing for 34 s"_s));
    QCOMPARE(cell(2, LinkModel::LastColumn), u"54 s"_s); // from the cursor, not from today
    m_conductor->seek(at(20));
    QTRY_COMPARE(cell(2, LinkModel::StateColumn), u"connected"_s);
    m_conductor->seek(at(2));
    QTRY_VERIFY(texts().contains(u"No source was known at this time"_s));
}

void TestSourcesPage::tablesFitTheirWidth()
{
    fill();
    open(false);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    for (const int width : {746, 586}) { // what windows of 1440 and 1280 leave
        m_page->resize(width, 600);
        QTest::qWait(20);
        for (const auto* each : m_page->findChildren<QTableView*>()) {
            const QString name = each->accessibleName();
            if (!each->isVisible())
                continue;
            QVERIFY2(each->horizontalHeader()->length() <= each->viewport()->width(),
                     qPrintable(name));
            const QFontMetrics metrics = each->horizontalHeader()->fontMetrics();
            for (int column = 0; column < each->model()->columnCount(); ++column) {
                const QString head = each->model()->headerData(column, Qt::Horizontal).toString();
                if (!each->isColumnHidden(column))
                    QVERIFY2(metrics.horizontalAdvance(head) + 16 <= each->columnWidth(column),
                             qPrintable(head));
            }
        }
    }
    // At the narrower width the names of fields are whole; what is cut is in the tooltip.
    const auto* fields = table(u"Fields and what filled them"_s);
    QTRY_VERIFY(fields->model()->rowCount() > 0);
    for (int row = 0; row < fields->model()->rowCount(); ++row) {
        const QString field = fields->model()->index(row, 0).data().toString();
        QVERIFY2(fields->fontMetrics().horizontalAdvance(field) + 16 <= fields->columnWidth(0),
                 qPrintable(field));
    }
    QVERIFY(fields->isColumnHidden(1)); // the second line of the first tells it
    const QString all = fields->model()->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(all.contains(u"Filled from: "_s) && all.contains(u"Dialect: "_s), qPrintable(all));
}

void TestSourcesPage::liveLinksReplaceTheRecordedOnes()
{
    fill();
    open(true);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    telemetry::LinkStatus lagging = pushLink("shop", LinkState::Lagging, 59);
    lagging.reason = "what comes is 40 s old";
    lagging.skew = 3h;
    m_page->setLiveLinks({lagging});
    QTRY_VERIFY(cell(1, LinkModel::StateColumn).startsWith(u"lagging"_s));
    QCOMPARE(cell(1, LinkModel::SkewColumn), u"3 h ahead"_s);
    // What was read of a source stays, also when nobody watches it any more.
    QVERIFY(cell(0, LinkModel::StateColumn).startsWith(u"closed"_s));
    m_conductor->seek(at(20)); // the past is told by the recording
    QTRY_COMPARE(cell(2, LinkModel::StateColumn), u"connected"_s);
}

// How a link is, is recorded after what came over it, and so behind the end of the spans.
void TestSourcesPage::theEndOfARecordingShowsWhatCameLast()
{
    fill();
    open(false);
    m_conductor->setBounds({at(0), at(7)});
    m_conductor->seek(at(7));
    QTRY_VERIFY(cell(2, LinkModel::StateColumn).startsWith(u"stale"_s));
    auto writer = store::Writer::open(m_path);
    QVERIFY(writer.has_value());
    QVERIFY((*writer)->append(pushLink("shop", LinkState::Connected, 55), at(56)));
    QVERIFY((*writer)->append(batch(4, "fresh", 57, {})));
    QVERIFY((*writer)->commit());
    m_page->setGrowing(at(60));
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 4);
    QCOMPARE(cell(3, LinkModel::StateColumn), u"connected"_s);
    QVERIFY2(cell(2, LinkModel::StateColumn).startsWith(u"waiting"_s),
             qPrintable(cell(2, LinkModel::StateColumn)));
    m_conductor->seek(at(6)); // the past stays as it was
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 1);
}

void TestSourcesPage::theChosenSourceShowsWhatWasUnderstood()
{
    fill();
    open(false);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    // A sender is chosen by itself: that is what one comes here for.
    QTRY_VERIFY(texts().contains(u"desk by otlp-http · 1 span or log record read, 1 model call"_s));
    QVERIFY(texts().contains(u"No conflicts"_s));
    auto* links = table(u"Sources"_s);
    QTest::mouseClick(links->viewport(), Qt::LeftButton, {},
                      links->visualRect(links->model()->index(2, 0)).center());
    QVERIFY(texts().contains(u"shop by otlp-http"_s));
    const auto* unknown = table(u"Attributes nobody knows"_s)->model();
    QCOMPARE(unknown->rowCount(), 1);
    QCOMPARE(unknown->index(0, 0).data().toString(), u"company.tenant"_s);
    const auto* conflicts = table(u"Conflicts"_s)->model();
    QCOMPARE(conflicts->rowCount(), 1);
    QCOMPARE(conflicts->index(0, 1).data().toString(), u"gen_ai.usage.input_tokens = 12"_s);
    QVERIFY(texts().contains(u"No answers captured: groundedness"_s));
    const auto* fields = table(u"Fields and what filled them"_s)->model();
    QStringList names;
    for (int row = 0; row < fields->rowCount(); ++row)
        names << fields->index(row, 0).data().toString() + u'='
                + fields->index(row, 1).data().toString();
    QVERIFY2(names.contains(u"model_requested=gen_ai.request.model"_s),
             qPrintable(names.join(u", "_s)));
}

void TestSourcesPage::keysReachTheTables()
{
    fill();
    open(false);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    auto* links = table(u"Sources"_s);
    links->setFocus();
    QTest::keyClick(links, Qt::Key_Down);
    QVERIFY(texts().contains(u"shop by otlp-http"_s));
    QTest::keyClick(links, Qt::Key_Home);
    QTest::keyClick(links, Qt::Key_Up);
    QTest::keyClick(links, Qt::Key_Up);
    QVERIFY(texts().contains(u"Choose a sender below this endpoint"_s));
    // Tab leaves the table instead of walking through its cells.
    QTest::keyClick(links, Qt::Key_Down);
    QVERIFY(table(u"Fields and what filled them"_s)->isVisible());
    QTest::keyClick(links, Qt::Key_Tab);
    QVERIFY(!links->hasFocus());
}

void TestSourcesPage::nothingYetOffersTheNextStep()
{
    open(true);
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    QTRY_VERIFY(texts().contains(u"Nothing has come in yet"_s));
    QVERIFY(!table(u"Sources"_s)->isVisible());
    auto* connectButtons = button(u"Connect a Service…"_s);
    QVERIFY(connectButtons != nullptr);
}

void TestSourcesPage::theSetupIsCopiedAndWaits()
{
    open(true);
    m_page->setEndpoints({.http = u"http://127.0.0.1:14318"_s, .grpc = u"http://127.0.0.1:4317"_s});
    auto* setup = m_page->findChild<sources::SetupPanel*>();
    QVERIFY(!setup->isVisible());
    QTest::mouseClick(button(u"Connect a Service…"_s), Qt::LeftButton);
    QVERIFY(setup->isVisible());
    QVERIFY(texts().contains(u"Waiting for the first span"_s));
    QVERIFY(setup->settings().first().contains(u"OTLP_ENDPOINT=http://127.0.0.1:14318"_s));
    auto* client = setup->findChild<QComboBox*>();
    client->setFocus();
    QTest::keyClick(client, Qt::Key_Down);
    QCOMPARE(setup->settings().size(), qsizetype{1}); // one place, one text
    QVERIFY(setup->settings().first().contains(u"=grpc"_s));
    QTRY_VERIFY(button(u"Copy"_s) != nullptr); // it is laid out
    QTest::mouseClick(button(u"Copy"_s), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), setup->settings().first());
    m_page->setLiveLinks({pushLink({}, LinkState::Waiting, 0)});
    QVERIFY(texts().contains(u"Waiting for the first span"_s));
    m_page->setLiveLinks(
        {pushLink({}, LinkState::Connected, 59), pushLink("shop", LinkState::Connected, 59)});
    QVERIFY2(texts().contains(u"● First telemetry of shop arrived"_s), qPrintable(texts()));
    QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
    QVERIFY(!setup->isVisible());
}

void TestSourcesPage::theSetupNamesTokenAndAuthority_data()
{
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("authority");
    const QString headers =
        uR"(export OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer%20<token>")"_s;
    const QString certificate = uR"(export OTEL_EXPORTER_OTLP_CERTIFICATE="<ca.pem>")"_s;
    QTest::newRow("http") << u"OpenTelemetry, over HTTP"_s << headers << certificate;
    QTest::newRow("grpc") << u"OpenTelemetry, over gRPC"_s << headers << certificate;
    QTest::newRow("traceloop") << u"OpenLLMetry (Traceloop)"_s
                               << uR"(export TRACELOOP_API_KEY="<token>")"_s << certificate;
    QTest::newRow("langfuse") << u"Langfuse SDK"_s << uR"(export LANGFUSE_SECRET_KEY="<token>")"_s
                              << u"NODE_EXTRA_CA_CERTS="_s;
    QTest::newRow("collector") << u"Existing Collector, over HTTP"_s
                               << uR"(    headers: {authorization: "Bearer <token>"})"_s
                               << uR"(    tls: {ca_file: "<ca.pem>"})"_s;
}

void TestSourcesPage::theSetupNamesTokenAndAuthority()
{
    QFETCH(QString, client);
    QFETCH(QString, token);
    QFETCH(QString, authority);
    open(true);
    m_page->setEndpoints({.http = u"https://192.0.2.7:4318"_s,
                          .grpc = u"https://192.0.2.7:4317"_s,
                          .needsToken = true});
    m_page->showSetup();
    auto* setup = m_page->findChild<sources::SetupPanel*>();
    auto* clients = setup->findChild<QComboBox*>();
    clients->setCurrentIndex(clients->findText(client));
    const QString settings = setup->settings().join(u'\n');
    QVERIFY2(settings.contains(token) && settings.contains(authority), qPrintable(settings));
    QVERIFY2(settings.contains(u"https://192.0.2.7:431"_s), qPrintable(settings));
    QVERIFY(!settings.contains(u"SECRET_KEY=plumbline"_s));
    QVERIFY(texts().contains(u"<token>: what the console's token file holds"_s));
    QVERIFY(texts().contains(u"<ca.pem>: "_s));
    // All of each text is in sight.
    for (const auto* text : setup->findChildren<QPlainTextEdit*>())
        QTRY_VERIFY(text->viewport()->height()
                    >= text->document()->blockCount() * QFontMetrics(text->font()).lineSpacing());
}

void TestSourcesPage::withoutATokenNoneIsNamed()
{
    open(true);
    // Of gRPC alone: what sends over HTTP is not offered.
    m_page->setEndpoints({.http = {}, .grpc = u"http://127.0.0.1:4317"_s});
    QVERIFY(button(u"Connect a Service…"_s) != nullptr);
    m_page->showSetup();
    auto* setup = m_page->findChild<sources::SetupPanel*>();
    auto* clients = setup->findChild<QComboBox*>();
    QCOMPARE(clients->count(), 3); // and a Collector that is there, and a new one
    QVERIFY(setup->settings().first().contains(u"=grpc"_s));
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    QCOMPARE(clients->count(), 16);
    for (int i = 0; i < clients->count(); ++i) {
        clients->setCurrentIndex(i);
        QVERIFY(setup->settings().filter(u"<token>"_s).isEmpty());
        QVERIFY(setup->settings().filter(u"<ca.pem>"_s).isEmpty());
    }
    QVERIFY(!texts().contains(u"<token>"_s) && !texts().contains(u"<ca.pem>"_s));
}

void TestSourcesPage::everyAddressIsReachedByName()
{
    const auto away = sources::reachableFrom(
        {.http = u"https://0.0.0.0:4318"_s, .grpc = u"https://[::]:4317"_s}, u"oncall-7"_s);
    QCOMPARE(away.http, u"https://oncall-7:4318"_s);
    QCOMPARE(away.grpc, u"https://oncall-7:4317"_s);
    const sources::Endpoints one{.http = u"http://10.0.0.0:4318"_s, .grpc = u"http://[::1]:4317"_s};
    QCOMPARE(sources::reachableFrom(one, u"oncall-7"_s), one);
    open(true);
    m_page->setEndpoints(away);
    m_page->showSetup();
    QVERIFY(m_page->findChild<sources::SetupPanel*>()->settings().first().contains(
        u"=https://oncall-7:4318"_s));
    QVERIFY(texts().contains(u"listens on all addresses"_s));
}

void TestSourcesPage::whoSendsAlreadyIsNotWaitedFor()
{
    fill(); // desk is connected, shop has gone stale
    open(true);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    QTRY_VERIFY(cell(2, LinkModel::StateColumn).startsWith(u"stale"_s));
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    m_page->showSetup();
    QVERIFY2(texts().contains(u"another service than desk"_s), qPrintable(texts()));
    const auto both = [this](LinkState shop, double last) {
        m_page->setLiveLinks({pushLink({}, LinkState::Connected, 60),
                              pushLink("desk", LinkState::Connected, 60),
                              pushLink("shop", shop, last)});
    };
    both(LinkState::Stale, 6);
    QVERIFY(texts().contains(u"another service than desk"_s)); // it goes on sending
    both(LinkState::Connected, 61); // known, and here again
    QVERIFY2(texts().contains(u"● First span of shop arrived"_s), qPrintable(texts()));
    QVERIFY2(texts().contains(u"shop by otlp-http"_s), qPrintable(texts())); // it is chosen
}

void TestSourcesPage::inReplayNothingIsConnected()
{
    open(false);
    QTRY_VERIFY(texts().contains(u"No source was known at this time"_s));
    QVERIFY(button(u"Connect a Service…"_s) == nullptr);
    m_page->showSetup();
    QVERIFY(!m_page->findChild<sources::SetupPanel*>()->isVisible());
}

void TestSourcesPage::hostileTextStaysPlain()
{
    fill();
    open(true);
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    m_page->setLiveLinks({pushLink("<b>shop</b>\u202E\x1b", LinkState::Connected, 59)});
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    QString names;
    for (int row = 0; row < 3; ++row)
        names += cell(row, LinkModel::SourceColumn);
    QVERIFY2(names.contains(u"<b>shop</b>⟦U+202E⟧␛"_s), qPrintable(names));
    auto* links = table(u"Sources"_s);
    links->selectRow(2);
    QTRY_VERIFY(table(u"Attributes nobody knows"_s)->model()->rowCount() == 1);
    QCOMPARE(table(u"Attributes nobody knows"_s)->model()->index(0, 1).data().toString(),
             u"north␛[31m"_s);
}

void TestSourcesPage::focusableWidgetsHaveNames()
{
    fill();
    open(true);
    m_page->setEndpoints({.http = u"http://127.0.0.1:4318"_s, .grpc = {}});
    QTRY_COMPARE(table(u"Sources"_s)->model()->rowCount(), 3);
    m_page->showSetup();
    QCOMPARE(namelessWidgets(*m_page), QStringList());
}

QTEST_MAIN(TestSourcesPage)
#include "tst_sourcespage.moc"
