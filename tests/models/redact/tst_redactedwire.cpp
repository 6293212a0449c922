// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "models/otlp/jsontranscoder.h"
#include "models/redact/redactor.h"

#include <QTest>

#include <algorithm>

using namespace redact;
using telemetry::SignalKind;

namespace {

constexpr std::size_t kLongest = 130; // beyond 127 a length takes two bytes
constexpr std::string_view kDigits = "0123456789abcdef";

// No secret of anybody: put together here, so that no scanner of secrets takes it for one.
struct Secret
{
    const char* rule;
    std::string start;
    std::size_t least; // characters behind the start
    bool isOpen; // may be longer
};

std::vector<Secret> secrets()
{
    const std::string jwt = std::string("eyJ") + "hbGciOiJIUzI1NiJ9.eyJ";
    return {
        {"private-key", "-----BEGIN PRIVATE KEY-----", 8, true},
        {"authorization", "Basic ", 6, false},
        {"bearer-token", "Bearer ", 12, true},
        {"json-web-token", jwt, 8, false},
        {"model-api-key", "sk-", 16, true},
        {"model-api-key", "gsk_", 20, true},
        {"model-api-key", "hf_", 20, true},
        {"model-api-key", "xai-", 20, true},
        {"model-api-key", "pplx-", 20, true},
        {"model-api-key", "nvapi-", 20, true},
        {"model-api-key", "tvly-", 20, true},
        {"model-api-key", "r8_", 20, true},
        {"model-api-key", "AIza", 35, false},
        {"model-api-key", "lsv2_pt_", 20, true},
        {"model-api-key", "pcsk_", 20, true},
        {"service-key", "AKIA", 16, false},
        {"service-key", "ghp_", 30, true},
        {"service-key", "github_pat_", 22, true},
        {"service-key", "glpat-", 20, true},
        {"service-key", "xoxb-", 10, true},
        {"service-key", "ya29.", 20, true},
        {"service-key", "GOCSPX-", 20, true},
        {"service-key", "sk_live_", 16, true},
        {"service-key", "whsec_", 20, true},
        {"service-key", "npm_", 36, false},
        {"service-key", "pypi-", 40, true},
        {"service-key", "dop_v1_", 64, false},
        {"service-key", "hvs.", 24, true},
        {"service-key", "dapi", 32, false},
        {"service-key", "shpat_", 32, false},
        {"service-key", "AccountKey=", 40, true},
        {"url-credential", "xy://u:", 4, false},
        {"assigned-secret", "password=", 6, true},
        {"assigned-secret", "token: x", 8, true},
        {"assigned-secret", "MY_KEY=x", 8, true},
        {"given-secret", "--token ", 6, true},
        {"given-secret", "<token>", 6, true},
        {"given-secret", "Cookie: a=", 6, true},
    };
}

// The secret as a value of that length, alone if it may be that long; "" when it cannot be.
std::string valueOf(const Secret& secret, std::size_t length)
{
    const std::string rule = secret.rule;
    const std::string tail = rule == "authorization" ? "=" : rule == "url-credential" ? "@h" : ".x";
    const bool hasTail =
        rule == "authorization" || rule == "url-credential" || rule == "json-web-token";
    const std::size_t fixed = secret.start.size() + (hasTail ? tail.size() : 0);
    if (length < fixed + secret.least)
        return {};
    std::string value = secret.start;
    const std::size_t count = secret.isOpen || hasTail ? length - fixed : secret.least;
    for (std::size_t i = 0; i < count; ++i)
        value +=
            rule == "service-key" && secret.start == "AKIA" ? '7' : kDigits[i % kDigits.size()];
    value += hasTail ? tail : "";
    value.resize(length, ' ');
    return value;
}

std::string request(const std::string& value, const std::string& kind = "stringValue");

std::shared_ptr<const std::string> wireOf(const std::string& json)
{
    return std::make_shared<const std::string>(otlp::transcode(SignalKind::Traces, json)->wire);
}

std::string redacted(const std::shared_ptr<const std::string>& wire,
                     const Redactor& redactor = *Redactor::shipped())
{
    std::vector<telemetry::Redaction> redactions;
    return *redactor.redact(SignalKind::Traces, wire, redactions);
}

std::string lengthDelimited(char tag, const std::string& content)
{
    Q_ASSERT(content.size() < 128);
    return tag + std::string(1, static_cast<char>(content.size())) + content;
}

} // namespace

class TestRedactedWire : public QObject
{
    Q_OBJECT

private slots:
    // The byte before a value on the wire is its length, which for many lengths is a letter.
    void aLoneSecretIsFoundWhateverItsLength_data()
    {
        QTest::addColumn<int>("index");
        const auto all = secrets();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%s %s", all[i].rule, all[i].start.c_str()) << static_cast<int>(i);
    }
    void aLoneSecretIsFoundWhateverItsLength()
    {
        QFETCH(int, index);
        const Secret secret = secrets()[static_cast<std::size_t>(index)];
        const std::string marker = std::string("[REDACTED:") + secret.rule + ']';
        int tried = 0;
        for (std::size_t length = 1; length <= kLongest; ++length) {
            const std::string value = valueOf(secret, length);
            if (value.empty())
                continue;
            ++tried;
            const auto wire = wireOf(request(value));
            QVERIFY(wire->find(value) != std::string::npos);
            const std::string result = redacted(wire);
            QVERIFY2(result.find(marker) != std::string::npos
                         && result.find(value) == std::string::npos,
                     value.c_str());
        }
        QVERIFY(tried >= 60);
    }

    void everyRuleWithPatternsIsTried()
    {
        const auto all = secrets();
        for (const Rule& rule : shippedRules()) {
            if (rule.isEnabled && !rule.patterns.empty())
                QVERIFY2(std::any_of(all.begin(), all.end(),
                                     [&](const Secret& secret) { return rule.id == secret.rule; }),
                         rule.id.c_str());
        }
    }

    void anchorsOfUsersPatternsAreOfTheValue()
    {
        const auto redactor = Redactor::create(parseRules("rules:\n"
                                                          "  - id: whole\n"
                                                          "    patterns: ['^pin[0-9]+$']\n",
                                                          "mine.yaml", {})
                                                   .value())
                                  .value();
        const auto gone = redacted(wireOf(request("pin12")), *redactor);
        QVERIFY(gone.find("[REDACTED:whole]") != std::string::npos);
        const auto stays = wireOf(request("a pin12"));
        QCOMPARE(redacted(stays, *redactor), *stays);
    }

    // An attribute's name stands before its value without a sign that assigns it.
    void namesOfAttributesTellWhatTheirValuesAre()
    {
        for (const char* name : {"token", "x.deploy-token", "api_secret", "x-auth-token"}) {
            std::string json = request("9f8e7d6c5b");
            json.replace(json.find(R"("b")"), 3, '"' + std::string(name) + '"');
            const std::string result = redacted(wireOf(json));
            QVERIFY2(result.find("9f8e7d6c5b") == std::string::npos
                         && result.find("[REDACTED:") != std::string::npos,
                     name);
        }
        const auto other = wireOf(request("9f8e7d6c5b"));
        QCOMPARE(redacted(other), *other);
    }

    // "[REDACTED:email]" has the length of a trace's id: a span that had none must not get one.
    void aMarkerIsNoId()
    {
        auto rules = shippedRules();
        for (Rule& rule : rules)
            rule.isEnabled = true;
        const auto redactor = Redactor::create(rules).value();
        const std::string span = lengthDelimited('\x0a', "jane.doe@example.org")
            + lengthDelimited('\x12', "12345678") + lengthDelimited('\x2a', "n");
        const std::string items = lengthDelimited('\x12', lengthDelimited('\x12', span));
        const auto body = std::make_shared<const std::string>(lengthDelimited('\x0a', items));
        const auto kept = std::make_shared<const std::string>(redacted(body, *redactor));
        QVERIFY(kept->find("jane.doe") == std::string::npos);
        const auto batch = otlp::decodeProtobuf(SignalKind::Traces, kept);
        QVERIFY(batch.has_value());
        QCOMPARE(batch->spans.size(), std::size_t{0});
        QCOMPARE(batch->rejectedCount(SignalKind::Traces), std::uint64_t{1});
    }

    void numbersAreLookedAtAlone()
    {
        auto rules = shippedRules();
        for (Rule& rule : rules)
            rule.isEnabled = rule.id == "card-number";
        const auto redactor = Redactor::create(rules).value();
        const auto card = wireOf(request("4111111111111111", "intValue"));
        QVERIFY(redacted(card, *redactor).find("[REDACTED:card-number]") != std::string::npos);
        const auto other = wireOf(request("4111111111111112", "intValue"));
        QCOMPARE(redacted(other, *redactor), *other);
    }

    // A field that no version knew of yet may be a message: a length stands before its text too.
    void whatIsNotKnownIsDropped()
    {
        const std::string key = std::string("sk-") + std::string(45, '4');
        const std::string unknown = lengthDelimited('\x32', lengthDelimited('\x0a', key));
        const std::string items = lengthDelimited('\x12', lengthDelimited('\x12', unknown));
        const auto body = std::make_shared<const std::string>(lengthDelimited('\x0a', items));
        QVERIFY(redacted(body).find(key) == std::string::npos);
    }
};

// moc 6.4 sees no class behind this text.
namespace {

std::string request(const std::string& value, const std::string& kind)
{
    return R"({"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10",
"spanId":"0102030405060708","name":"n","attributes":[{"key":"b","value":{")"
        + kind + "\":\"" + value + R"("}}]}]}]}]})";
}

} // namespace

QTEST_GUILESS_MAIN(TestRedactedWire)
#include "tst_redactedwire.moc"
