// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertbook.h"
#include "models/pull/jsonaccess.h"
#include "models/pull/sourceaccess.h"
#include "tests/models/pull/pullfixture.h"

#include <QFile>
#include <QTest>

using telemetry::ErrorKind;

namespace {

const std::string kRows = R"(id: rows
title: Rows
base_url: http://127.0.0.1:1
feeds:
  - id: spans
    shape: json-rows
    request: {path: /x, query: {since: "{{from|ms}}"}}
    rows: /data
    record: span
    fields: {trace_id: /t, span_id: /s, name: /n, start: /b}
)";

std::string sourceReplaced(std::string text, const std::string& what, const std::string& with)
{
    return text.replace(text.find(what), what.size(), with);
}

} // namespace

class TestSources : public QObject
{
    Q_OBJECT

private slots:
    void everyBuiltInSourceIsWell()
    {
        const std::vector<std::string> names = pull::sourceNames();
        for (const char* name : {"alertmanager", "clickhouse", "jaeger", "langfuse", "phoenix",
                                 "prometheus", "tempo", "victoriametrics"})
            QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name);
        for (const std::string& name : names) {
            const auto source = pull::loadSource(name);
            QVERIFY2(source, source ? "" : source.error().message.c_str());
            QCOMPARE(source->id, name);
        }
    }

    // What the README tells to copy works when it is copied.
    void theExampleOfTheReadmeIsWell()
    {
        QFile readme(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/sources/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        std::string example;
        for (const QByteArray& line : readme.readAll().split('\n')) {
            const bool isBegun = !example.empty() || line.startsWith("    # gateway.yaml");
            if (isBegun && !line.startsWith("    "))
                break;
            if (isBegun)
                example += line.mid(4).toStdString() + '\n';
        }
        const auto source = pull::parseSource(example, "gateway.yaml");
        QVERIFY2(source, source ? "" : source.error().message.c_str());
        const auto& queries = source->feeds.at(0).prometheus.queries;
        QCOMPARE(queries.size(), std::size_t{2});
        QCOMPARE(queries[0].expression.text(),
                 std::string("histogram_quantile(0.95, sum by (service, le) "
                             "(rate({{latency}}_bucket[5m])))"));
    }

    void mistakesAreToldWithTheirPlace_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("with");
        QTest::addColumn<QString>("expected");
        QTest::newRow("key") << "title:"
                             << "titel:"
                             << "bad.yaml:2:1: unknown key \"titel\"";
        QTest::newRow("shape") << "json-rows"
                               << "xml"
                               << "bad.yaml:6:12: \"shape\" must be";
        QTest::newRow("variable") << "from|ms"
                                  << "form|ms"
                                  << "unknown variable \"form\"";
        QTest::newRow("filter") << "from|ms"
                                << "from|minutes"
                                << "unknown filter \"minutes\"";
        QTest::newRow("pointer") << "rows: /data"
                                 << "rows: data"
                                 << "bad.yaml:8:11: a JSON Pointer";
        QTest::newRow("missing") << ", start: /b"
                                 << ""
                                 << "needs the field \"start\"";
        QTest::newRow("field") << "name: /n"
                               << "nam: /n"
                               << "has no field \"nam\"";
        QTest::newRow("yaml") << "fields: {"
                              << "fields: {{"
                              << "bad.yaml:";
    }
    void mistakesAreToldWithTheirPlace()
    {
        QFETCH(QString, what);
        QFETCH(QString, with);
        QFETCH(QString, expected);
        QVERIFY(pull::parseSource(kRows, "good.yaml"));
        const auto parsed = pull::parseSource(
            sourceReplaced(kRows, what.toStdString(), with.toStdString()), "bad.yaml");
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Unreadable);
        QVERIFY2(QString::fromStdString(parsed.error().message).contains(expected),
                 parsed.error().message.c_str());
    }

    void secretsStayOffThePlainWire()
    {
        qputenv("PLUMBLINE_TOKEN_LANGFUSE", "pk:sk");
        pull::SourceProfile profile = pulltest::builtIn("langfuse", "http://langfuse.example");
        QVERIFY(!pull::SourceAccess::create(profile, {}));
        profile.baseUrl = "https://langfuse.example";
        const auto access = pull::SourceAccess::create(profile, {});
        QVERIFY(access);
        const auto request =
            access->compose(profile.feeds[0].request, {{"limit", "5"}, {"from", "0"}, {"to", "1"}});
        QVERIFY(request);
        QVERIFY(std::find(request->headers.begin(), request->headers.end(),
                          std::pair<std::string, std::string>("Authorization", "Basic cGs6c2s="))
                != request->headers.end());
        QVERIFY(access->masked("Basic cGs6c2s=, pk:sk").find("sk") == std::string::npos);
        QVERIFY(!access->follow(*request, "https://elsewhere.example/next"));
        QCOMPARE(access->follow(*request, "/next?c=1")->url,
                 std::string("https://langfuse.example/next?c=1"));
        qunsetenv("PLUMBLINE_TOKEN_LANGFUSE");
        QVERIFY(!pull::SourceAccess::create(profile, {}));
    }

    // The cut must not keep a part of a secret that the rest would have betrayed.
    void secretsAreMaskedBeforeTextsAreCut()
    {
        qputenv("PLUMBLINE_TOKEN_LANGFUSE", "pk-0123456789:sk-9876543210");
        const auto profile = pulltest::builtIn("langfuse", "https://langfuse.example");
        const auto access = pull::SourceAccess::create(profile, {});
        QVERIFY(access);
        for (std::size_t before = 280; before < 300; ++before) {
            net::Exchange exchange;
            exchange.state = net::ExchangeState::Replied;
            exchange.status = 400;
            exchange.body = std::string(before, '.') + "pk-0123456789:sk-9876543210 is unknown";
            const auto problem = access->failureOf(exchange, profile.feeds[0].request, {});
            QVERIFY(problem);
            QVERIFY2(problem->message.find("pk-0") == std::string::npos, problem->message.c_str());
            QVERIFY(problem->message.size() < 350);
            QVERIFY(access->quoted(exchange.body).find("pk-0") == std::string::npos);
        }
        qunsetenv("PLUMBLINE_TOKEN_LANGFUSE");
    }

    // What a conditional request refers to may be forgotten before its reply is there.
    void whatHasNotChangedIsKnownAlthoughForgotten()
    {
        const auto profile = pulltest::builtIn("jaeger", "http://127.0.0.1:1");
        auto access = pull::SourceAccess::create(profile, {});
        QVERIFY(access);
        const auto ask = [&](int number) {
            net::ClientRequest request;
            request.method = "GET";
            request.url = "http://127.0.0.1:1/" + std::to_string(number);
            return request;
        };
        const auto reply = [](int status, const std::string& body) {
            net::Exchange exchange;
            exchange.state = net::ExchangeState::Replied;
            exchange.status = status;
            exchange.body = body;
            exchange.headers.emplace_back("etag", "\"v1\"");
            return exchange;
        };
        auto whole = reply(200, "[1]");
        access->settle("traces", ask(0), whole, nullptr);
        auto request = ask(0);
        const auto last = access->makeConditional("traces", request);
        QVERIFY(last && !request.headers.empty());
        for (int i = 1; i <= 64; ++i) {
            auto other = reply(200, "[]");
            access->settle("traces", ask(i), other, nullptr);
        }
        auto unchanged = reply(304, "");
        access->settle("traces", request, unchanged, last);
        QCOMPARE(unchanged.status, 200);
        QCOMPARE(unchanged.body, std::string("[1]"));
        // The oldest is forgotten, not all of them.
        auto newest = ask(64);
        QVERIFY(access->makeConditional("traces", newest));
        auto oldest = ask(0);
        QVERIFY(!access->makeConditional("traces", oldest));
    }

    void idsOfAllKindsAreIds()
    {
        const auto trace = [](const char* text) {
            return telemetry::toHex(*pull::traceIdOf(text));
        };
        QCOMPARE(trace("d6e9329d67b6146a"), std::string("0000000000000000d6e9329d67b6146a"));
        QCOMPARE(trace("4BF92F35-77B3-4DA6-A3CE-929D0E0E4736"),
                 std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(trace("S/kvNXezTaajzpKdDg5HNg=="),
                 std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(trace("my trace"), trace("my trace"));
        QVERIFY(trace("my trace") != trace("my other trace"));
        QVERIFY(!pull::traceIdOf("") && !pull::traceIdOf("00000000000000000000000000000000"));
    }

    // Against what Alertmanager itself said of these labels.
    void fingerprintsAreAlertmanagers()
    {
        QCOMPARE(pull::fingerprintOf({{"alertname", "GroundednessDrop"},
                                      {"cluster", "ci"},
                                      {"instance", "judge-1"},
                                      {"job", "evals"},
                                      {"model", "ft:v7"},
                                      {"service", "support-bot"},
                                      {"severity", "page"},
                                      {"team", "ai-oncall"}}),
                 std::string("e5916b091af2d727"));
    }

    void bigNumbersCostNothingElse()
    {
        const std::string before = "{\"a\":18446744073709551615,\"b\":-9223372036854776000";
        const std::string middle =
            ",\"c\":\"1\\\"99999999999999999999999\",\"d\":[0.12345678901234567890123,"
            "340282366920938463463374607431768211456";
        const std::string after = "],\"e\":-9223372036854775808}";
        const std::string json = before + middle + after;
        QCOMPARE(pull::withBigNumbersAsFloats(json), before + "e0" + middle + "e0" + after);
        simdjson::dom::parser parser;
        pull::Json root;
        QVERIFY(pull::parseJson(parser, json, root) == simdjson::SUCCESS);
        QCOMPARE(pull::textOf(*pull::at(root, "/a")), std::string("18446744073709551615"));
    }

    void headersOfHttpAreRead()
    {
        const auto now = pulltest::at("2026-11-23T22:37:00Z");
        QCOMPARE(pull::retryAfter("7", now)->count(), 7);
        QCOMPARE(pull::retryAfter("Mon, 23 Nov 2026 22:37:39 GMT", now)->count(), 39);
        QVERIFY(!pull::retryAfter("soon", now) && !pull::retryAfter("", now));
        QCOMPARE(pull::nextLink("</a?p=1>; rel=\"prev\", </a?p=3>; rel=\"next\""),
                 std::string("/a?p=3"));
        QVERIFY(pull::nextLink("</a?p=1>; rel=\"prev\"").empty());
        QVERIFY(pull::nextLink("</a>; title=\"; rel=next\"; rel=prev").empty());
        QCOMPARE(pull::nextLink("</a>; title=\"x, <y>\"; REL = \"last next\""), std::string("/a"));
        QVERIFY(pull::nextLink("</a>; rel=nextish, </b>; xrel=next").empty());
    }
};

QTEST_GUILESS_MAIN(TestSources)
#include "tst_sources.moc"
