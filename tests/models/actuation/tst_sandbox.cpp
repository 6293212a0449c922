// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/httplevergateway.h"
#include "models/drill/sandbox.h"
#include "models/drill/scenario.h"
#include "models/net/httpclient.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using actuation::HttpLeverGateway;
using drill::SandboxControlPlane;
using runbook::FireOutcome;

namespace {

// JSON with single quotes, to be readable here.
std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::unique_ptr<SandboxControlPlane> listen(std::map<std::string, std::string> initial = {})
{
    auto sandbox = SandboxControlPlane::listen("127.0.0.1", 0, std::move(initial));
    if (!sandbox)
        qFatal("%s", sandbox.error().message.c_str());
    return std::move(*sandbox);
}

net::Exchange send(const SandboxControlPlane& sandbox, const std::string& path,
                   const std::string& body, const std::string& method = "POST")
{
    net::ClientRequest request;
    request.method = method;
    request.url = sandbox.url() + path;
    request.body = body;
    return net::HttpClient().perform(request);
}

std::unique_ptr<HttpLeverGateway> gatewayTo(const SandboxControlPlane& sandbox)
{
    auto profile = actuation::loadProfile("sandbox");
    if (!profile)
        qFatal("%s", profile.error().message.c_str());
    auto gateway = HttpLeverGateway::create(std::move(*profile), {.baseUrl = sandbox.url()});
    if (!gateway)
        qFatal("%s", gateway.error().message.c_str());
    return std::move(*gateway);
}

// One captured exchange with a real etcd.
struct Capture
{
    std::string method;
    std::string path;
    std::string request;
    int status = 0;
    QString reply;
};

Capture readCapture(const QString& name)
{
    QFile file(QStringLiteral(PLUMBLINE_TEST_DATA "/control/etcd/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", qPrintable(name));
    const QString text = QString::fromUtf8(file.readAll()).remove(u'\r');
    static const QRegularExpression line(QStringLiteral("^### (\\w+) http://[^/]+(\\S+)"));
    static const QRegularExpression body(QStringLiteral("^>> -d (.*)$"),
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression status(QStringLiteral("^HTTP/1.1 (\\d+)"),
                                           QRegularExpression::MultilineOption);
    Capture capture;
    capture.method = line.match(text).captured(1).toStdString();
    capture.path = line.match(text).captured(2).toStdString();
    capture.request = body.match(text).captured(1).toStdString();
    capture.status = status.match(text).captured(1).toInt();
    capture.reply =
        text.section(QStringLiteral("\n\n"), 2).section(QStringLiteral("\n# curl"), 0, 0);
    capture.reply.remove(
        QStringLiteral("Grpc-Trailer-Content-Type: application/grpc\n")); // a trailer
    return capture;
}

QString withoutIds(QString reply)
{
    static const QRegularExpression ids(QStringLiteral("\"(cluster|member)_id\":\"\\d+\""));
    return reply.replace(ids, QStringLiteral("\"\\1_id\":\"\""));
}

} // namespace

class TestSandbox : public QObject
{
    Q_OBJECT

private slots:
    void answersAsEtcdDid()
    {
        const auto sandbox = listen();
        const QStringList names{QStringLiteral("02-range-missing.http"),
                                QStringLiteral("03-put.http"),
                                QStringLiteral("04-range.http"),
                                QStringLiteral("05-txn-cas-trip.http"),
                                QStringLiteral("06-txn-cas-conflict.http"),
                                QStringLiteral("07-readback.http"),
                                QStringLiteral("08-range-at-rev.http"),
                                QStringLiteral("09-range-future-rev.http"),
                                QStringLiteral("10-create-if-absent.http"),
                                QStringLiteral("14-bad-base64.http"),
                                QStringLiteral("15-bad-json.http"),
                                QStringLiteral("16-empty-key.http"),
                                QStringLiteral("17-get-method.http"),
                                QStringLiteral("18-deleterange.http")};
        for (const QString& name : names) {
            if (name.startsWith(
                    QStringLiteral("18"))) // a put with a lease came before, as revision 5
                QCOMPARE(send(*sandbox, "/v3/kv/put",
                              json("{'key':'L2xvY2tzL3J1bmJvb2s=','value':'bWU='}"))
                             .status,
                         200);
            const Capture capture = readCapture(name);
            const net::Exchange exchange =
                send(*sandbox, capture.path, capture.request, capture.method);
            QCOMPARE(exchange.status, capture.status);
            QVERIFY2(withoutIds(QString::fromStdString(exchange.body)).trimmed()
                         == withoutIds(capture.reply).trimmed(),
                     qPrintable(name + u'\n' + QString::fromStdString(exchange.body) + u'\n'
                                + capture.reply));
        }
    }

    // A value that nothing of the fleet has would stand there and move nothing.
    void leversTakeTheVersionsThatTheFleetHas()
    {
        const auto sandbox = listen();
        const auto gateway = gatewayTo(*sandbox);
        const auto services = drill::loadServices();
        QVERIFY(services);
        for (const drill::Service& service : *services) {
            const std::string lever = "instrumentation:" + service.name;
            const auto refused = gateway->plan(lever, service.instrumentation + " 9.9");
            QVERIFY(!refused);
            for (const std::string& version : service.instrumentationVersions) {
                QVERIFY2(refused.error().message.find(version) != std::string::npos,
                         refused.error().message.c_str());
                const auto plan = gateway->plan(lever, service.instrumentation + " " + version);
                QVERIFY2(plan, plan ? "" : plan.error().message.c_str());
                QCOMPARE(plan->to, version);
                QCOMPARE(plan->rawAfter, version);
                QCOMPARE(plan->lever.seenAs, std::string("instrumentation"));
            }
            for (const std::string& version : service.indexVersions)
                QVERIFY(gateway->plan("index:" + service.name, version));
            for (const std::string& judge : service.judges)
                QVERIFY(gateway->plan("judge:faithfulness", judge));
        }
        QVERIFY(!gateway->plan("index:support-bot", "2026-11-27"));
        QVERIFY(!gateway->plan("judge:faithfulness", "judge-mini-2026-11"));
    }

    void aRefusedTransactionDoesNothing()
    {
        const auto sandbox = listen({{"/a", "1"}});
        const std::string twice = json("{'success':[{'request_put':{'key':'L2I=','value':'MQ=='}},"
                                       "{'request_put':{'key':'L2I=','value':'Mg=='}}]}");
        const net::Exchange duplicate = send(*sandbox, "/v3/kv/txn", twice);
        QCOMPARE(duplicate.status, 400);
        QVERIFY(duplicate.body.find("duplicate key given in txn request") != std::string::npos);
        const std::string halfway =
            json("{'success':[{'request_put':{'key':'L2I=','value':'MQ=='}},{'request_put':{}}]}");
        QCOMPARE(send(*sandbox, "/v3/kv/txn", halfway).status, 400);
        QCOMPARE(sandbox->values(), (std::map<std::string, std::string>{{"/a", "1"}}));
    }

    void comparesAllTargets_data()
    {
        QTest::addColumn<QByteArray>("compare");
        QTest::addColumn<bool>("holds");
        QTest::newRow("mod equal")
            << QByteArray::fromStdString(json("'target':'MOD','result':'EQUAL','mod_revision':'3'"))
            << true;
        QTest::newRow("mod number")
            << QByteArray::fromStdString(json("'target':'MOD','result':'EQUAL','mod_revision':3"))
            << true;
        QTest::newRow("mod greater") << QByteArray::fromStdString(
            json("'target':'MOD','result':'GREATER','mod_revision':'3'"))
                                     << false;
        QTest::newRow("create less") << QByteArray::fromStdString(
            json("'target':'CREATE','result':'LESS','create_revision':'3'"))
                                     << true;
        QTest::newRow("version") << QByteArray::fromStdString(
            json("'target':'VERSION','result':'EQUAL','version':'2'"))
                                 << true;
        QTest::newRow("version not") << QByteArray::fromStdString(
            json("'target':'VERSION','result':'NOT_EQUAL','version':'2'"))
                                     << false;
        QTest::newRow("value") << QByteArray::fromStdString(
            json("'target':'VALUE','result':'EQUAL','value':'Mg=='"))
                               << true;
        QTest::newRow("value less")
            << QByteArray::fromStdString(json("'target':'VALUE','result':'LESS','value':'Mg=='"))
            << false;
    }
    void comparesAllTargets()
    {
        QFETCH(QByteArray, compare);
        QFETCH(bool, holds);
        const auto sandbox = listen({{"/a", "1"}}); // revision 2
        QCOMPARE(send(*sandbox, "/v3/kv/put", json("{'key':'L2E=','value':'Mg=='}")).status,
                 200); // 3
        const net::Exchange exchange =
            send(*sandbox, "/v3/kv/txn",
                 "{\"compare\":[{\"key\":\"L2E=\"," + compare.toStdString() + "}]}");
        QCOMPARE(exchange.status, 200);
        QCOMPARE(exchange.body.find("\"succeeded\":true") != std::string::npos, holds);
    }

    void rangesOverAPrefix()
    {
        const auto sandbox = listen({{"/a/1", "x"}, {"/a/2", "y"}, {"/b", "z"}});
        const std::string prefix = json("'key':'L2Ev','range_end':'L2Ew'"); // /a/ to /a0
        QVERIFY(send(*sandbox, "/v3/kv/range", "{" + prefix + "}").body.find("\"count\":\"2\"")
                != std::string::npos);
        const std::string limited =
            send(*sandbox, "/v3/kv/range", "{" + prefix + ",\"limit\":1}").body;
        QVERIFY(limited.find("\"more\":true,\"count\":\"2\"") != std::string::npos);
        QVERIFY(
            send(*sandbox, "/v3/kv/deleterange", "{" + prefix + "}").body.find("\"deleted\":\"2\"")
            != std::string::npos);
        QCOMPARE(sandbox->values(), (std::map<std::string, std::string>{{"/b", "z"}}));
    }

    void hostileRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("deep") << QByteArray(20'000, '[');
        QTest::newRow("wrong type") << QByteArray::fromStdString(json("{'key':5}"));
        QTest::newRow("bad number")
            << QByteArray::fromStdString(json("{'key':'YQ==','revision':'x'}"));
        QTest::newRow("half") << QByteArray::fromStdString(json("{'key':'YQ"));
        QTest::newRow("huge") << QByteArray(2'000'000, ' ');
    }
    void hostileRequestsAreRefused()
    {
        QFETCH(QByteArray, body);
        const auto sandbox = listen();
        QCOMPARE(send(*sandbox, "/v3/kv/range", body.toStdString()).status, 400);
        QCOMPARE(send(*sandbox, "/v3/kv/range", json("{'key':'YQ=='}")).status, 200);
    }

    void theProfileTripsResetsAndUndoes()
    {
        const auto sandbox = listen();
        const auto gateway = gatewayTo(*sandbox);
        const std::string lever = "breaker:code-assistant";
        const auto before = gateway->read(lever);
        QVERIFY2(before.has_value(), before ? "" : before.error().message.c_str());
        QVERIFY(!before->exists);
        QCOMPARE(before->value, std::string("reset"));
        const auto plan = gateway->plan(lever, "tripped");
        QVERIFY(plan.has_value());
        QVERIFY(sandbox->values().empty()); // planning writes nothing
        QCOMPARE(plan->requests.size(), std::size_t{1});
        const auto fired = gateway->fire(*plan, nullptr);
        QVERIFY(fired.has_value());
        QVERIFY2(fired->outcome == FireOutcome::Verified, fired->message.c_str());
        QCOMPARE(fired->writtenVersion, fired->after.version);
        QCOMPARE(sandbox->values().at("/plumbline/breakers/code-assistant"),
                 std::string("tripped"));
        const auto undo = gateway->planUndo(lever, plan->before);
        QVERIFY(undo.has_value());
        QVERIFY(undo->isRemoval);
        const auto undone = gateway->fire(*undo, nullptr);
        QVERIFY2(undone->outcome == FireOutcome::Verified, undone->message.c_str());
        QVERIFY(sandbox->values().empty());
    }

    void aChangeBetweenPlanAndFireIsAConflict()
    {
        const auto sandbox = listen({{"/plumbline/pins/support-bot", "model-a"}});
        const auto gateway = gatewayTo(*sandbox);
        const auto plan = gateway->plan("pin:support-bot", "model-b");
        QVERIFY(plan.has_value());
        QCOMPARE(plan->before.value, std::string("model-a"));
        const auto other = gateway->plan("pin:support-bot", "model-c");
        QCOMPARE(gateway->fire(*other, nullptr)->outcome, FireOutcome::Verified);
        const auto fired = gateway->fire(*plan, nullptr);
        QCOMPARE(fired->outcome, FireOutcome::Conflict);
        QCOMPARE(fired->after.value, std::string("model-c"));
        QVERIFY(fired->message.find("model-c") != std::string::npos);
        QCOMPARE(sandbox->values().at("/plumbline/pins/support-bot"), std::string("model-c"));
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
