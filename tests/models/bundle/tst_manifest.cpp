// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/manifest.h"

#include <QTest>

namespace {

bundle::Manifest sample()
{
    bundle::Manifest manifest;
    manifest.product = "0.1.0";
    manifest.madeAt = telemetry::fromUnixNanos(1'790'000'000'123'456'789);
    manifest.madeBy = "Ada \"x\" <a@b>";
    manifest.incident =
        bundle::Manifest::OfIncident{.id = "INC-0001",
                                     .uid = "u",
                                     .title = "T\u00fcr \n",
                                     .start = telemetry::fromUnixNanos(1'790'000'000'000'000'001),
                                     .end = std::nullopt};
    manifest.schema = 17;
    manifest.range = {.start = telemetry::fromUnixNanos(1), .end = telemetry::fromUnixNanos(2)};
    manifest.entries = 3;
    manifest.originalEntries = 2;
    manifest.lastHash = manifest.originalLastHash = std::string(64, 'a');
    manifest.redaction =
        bundle::Manifest::Redaction{.rules = {"email", "card-number"}, .takenOut = 7};
    manifest.signer = std::string(32, '\x81');
    manifest.members = {{"report.md", 12, std::string(64, 'b')},
                        {"recording.plumb", 4096, std::string(64, 'c')}};
    return manifest;
}

std::string with(const std::string& from, const std::string& to)
{
    std::string json = toJson(sample());
    const auto at = json.find(from);
    return at == std::string::npos ? std::string() : json.replace(at, from.size(), to);
}

} // namespace

class TestManifest : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas()
    {
        const auto read = bundle::manifestFrom(toJson(sample()));
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(*read == sample());
        auto plain = sample();
        plain.incident.reset();
        plain.redaction.reset();
        plain.signer.clear();
        QVERIFY(*bundle::manifestFrom(toJson(plain)) == plain);
    }

    void namesTheFieldThatIsWrong()
    {
        const std::pair<std::string, std::string> changes[] = {
            {"\"recording.plumb\"", "\"../recording.plumb\""},
            {"\"report.md\"", "\"recording.plumb\""}, // twice
            {"\"report.md\"", "\"/etc/passwd\""},
            {"\"size\": 12", "\"size\": -1"},
            {"\"size\": 12", "\"size\": 1.5"},
            {"\"size\": 4096", "\"size\": 1e18"},
            {"\"entries\": 3", "\"entries\": \"3\""},
            {std::string(64, 'b'), std::string(64, 'X')},
            {"\"format\": 1", "\"format\": 0"},
            {"\"is_part\": false", "\"is_part\": 0"}};
        for (const auto& [from, to] : changes) {
            const std::string json = with(from, to);
            QVERIFY2(!json.empty(), from.c_str());
            const auto read = bundle::manifestFrom(json);
            QVERIFY2(!read, to.c_str());
            QVERIFY(read.error().message.find('"') != std::string::npos);
        }
        QVERIFY(!bundle::manifestFrom("{}"));
        QVERIFY(!bundle::manifestFrom("[]"));
        QVERIFY(!bundle::manifestFrom(""));
        QVERIFY(!bundle::manifestFrom(std::string(100'000, '[')));
    }

    void laterFormatNamesTheVersion()
    {
        const std::string json = R"({"format": 9, "needs": "3.2.0"})";
        const auto read = bundle::manifestFrom(json);
        QVERIFY(!read);
        QVERIFY(read.error().message.find("3.2.0") != std::string::npos);
    }

    void signatures()
    {
        const bundle::Signature signature{std::string(32, '\x01'), std::string(64, '\x02')};
        const auto read = bundle::signatureFrom(toJson(signature));
        QVERIFY(read && read->publicKey == signature.publicKey);
        QVERIFY(read->signature == signature.signature);
        QVERIFY(bundle::signatureFrom(toJson(bundle::Signature()))->publicKey.empty());
        QVERIFY(!bundle::signatureFrom(R"({"algorithm":"rot13"})"));
        QVERIFY(!bundle::signatureFrom(
            R"({"algorithm":"ed25519","public_key":"AAAA","signature":"AAAA"})"));
    }
};

QTEST_GUILESS_MAIN(TestManifest)
#include "tst_manifest.moc"
