// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/alertbook.h"
#include "models/pull/alertreader.h"
#include "models/pull/alertwebhook.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <future>
#include <memory>

using ingesttest::Recording;
using telemetry::Result;

namespace {

pull::AlertSighting sighting(const std::string& fingerprint, bool isFiring = true,
                             telemetry::Timestamp starts = ingesttest::kNoon)
{
    pull::AlertSighting alert;
    alert.fingerprint = fingerprint;
    alert.isFiring = isFiring;
    alert.starts = starts;
    alert.name = "GroundednessDrop";
    return alert;
}

// What became of a sighting.
Result<void> see(pull::AlertBook& book, const pull::AlertSighting& alert)
{
    std::promise<Result<void>> seen;
    book.see("webhook", alert, [&seen](const Result<void>& kept) { seen.set_value(kept); });
    return seen.get_future().get();
}

net::HttpResponse post(const ingest::ReceiverSettings::Route& route, const std::string& body)
{
    const auto answer = std::make_shared<std::promise<net::HttpResponse>>();
    net::HttpRequest request;
    request.method = "POST";
    request.body = body;
    route(request,
          [answer](net::HttpResponse response) { answer->set_value(std::move(response)); });
    return answer->get_future().get();
}

} // namespace

class TestAlertBook : public QObject
{
    Q_OBJECT

private slots:
    // Alertmanager does not send again what was answered with 200.
    void theWebhookAnswersAfterTheCommit()
    {
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline);
        const auto route = pull::alertmanagerRoute(book);
        const std::string body = pulltest::captured("alertmanager/webhook-1.json");
        QCOMPARE(post(route, "{}").status, 400);
        QCOMPARE(post(route, body).status, 200);
        QCOMPARE(pulltest::alertsIn(recording).size(), 1U); // nothing was waited for
        QCOMPARE(post(route, body).status, 200);
        QCOMPARE(pulltest::alertsIn(recording).size(), 1U);
        QVERIFY(pipeline->finish().has_value());
    }

    // What could not be written is not known: it is told again.
    void whatCannotBeWrittenIsSentAgain()
    {
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline);
        QVERIFY(pipeline->finish().has_value());
        const auto route = pull::alertmanagerRoute(book);
        for (int i = 0; i < 2; ++i) {
            const net::HttpResponse response =
                post(route, pulltest::captured("alertmanager/webhook-1.json"));
            QCOMPARE(response.status, 503);
            QVERIFY(response.body.find("has ended") != std::string::npos);
        }
        QCOMPARE(book.firingCount(), 0U);
    }

    void anAlertThatFiresAgainIsToldTwice()
    {
        using namespace std::chrono_literals;
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline);
        QVERIFY(see(book, sighting("a")).has_value());
        QVERIFY(see(book, sighting("a")).has_value());
        QVERIFY(see(book, sighting("a", true, ingesttest::kNoon + 1h)).has_value());
        QVERIFY(see(book, sighting("a", false, ingesttest::kNoon + 1h)).has_value());
        QVERIFY(see(book, sighting("a", false, ingesttest::kNoon + 1h)).has_value());
        std::vector<std::string> told;
        for (const auto& entry : pulltest::alertsIn(recording))
            told.push_back(entry.text);
        const std::string firing = "GroundednessDrop is firing";
        const std::string resolved = "GroundednessDrop is resolved";
        QCOMPARE(told, (std::vector{firing, resolved, firing, resolved}));
        QCOMPARE(book.firingCount(), 0U);
    }

    // Rules decide what fires; Alertmanager passes on, and has an empty list after its start.
    void whatIsNoLongerListedIsResolved_data()
    {
        QTest::addColumn<bool>("isSure");
        QTest::newRow("rules") << true;
        QTest::newRow("Alertmanager") << false;
    }
    void whatIsNoLongerListedIsResolved()
    {
        using namespace std::chrono_literals;
        using Silence = pull::AlertBook::Silence;
        QFETCH(bool, isSure);
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline);
        QVERIFY(see(book, sighting("a")).has_value());
        const auto silence = isSure ? Silence::Resolves : Silence::Lingers;
        const auto last = [&] {
            pipeline->drain();
            return pulltest::alertsIn(recording).back();
        };
        book.sweep("webhook", {"a"}, ingesttest::kNoon + 1min, silence);
        QCOMPARE(last().text, std::string("GroundednessDrop is firing"));
        book.sweep("webhook", {}, ingesttest::kNoon + 2min, silence);
        QCOMPARE(last().text == "GroundednessDrop is resolved", isSure);
        book.sweep("webhook", {}, ingesttest::kNoon + 8min, silence);
        QCOMPARE(last().text, std::string("GroundednessDrop is resolved"));
        QVERIFY(last().time == ingesttest::kNoon + (isSure ? 2min : 7min));
    }

    // While another source lists it, it fires.
    void theLastSourceResolves()
    {
        using namespace std::chrono_literals;
        using Silence = pull::AlertBook::Silence;
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline);
        QVERIFY(see(book, sighting("a")).has_value());
        book.see("prometheus", sighting("a"));
        book.sweep("prometheus", {}, ingesttest::kNoon + 1min, Silence::Resolves);
        QCOMPARE(book.firingCount(), 1U);
        book.sweep("webhook", {}, ingesttest::kNoon + 2min, Silence::Resolves);
        pipeline->drain();
        QCOMPARE(book.firingCount(), 0U);
    }

    // Fingerprints come from outside: they do not fill the memory.
    void theBookIsBounded()
    {
        Recording recording;
        const auto pipeline = recording.start();
        pull::AlertBook book(*pipeline, 2);
        for (int i = 0; i < 10; ++i) { // those that are resolved take no room
            QVERIFY(see(book, sighting("was " + std::to_string(i), false)).has_value());
            QVERIFY(see(book, sighting("is " + std::to_string(i))).has_value());
            QVERIFY(see(book, sighting("is " + std::to_string(i), false)).has_value());
        }
        QVERIFY(see(book, sighting("a")).has_value());
        QVERIFY(see(book, sighting("b")).has_value());
        const auto refused = see(book, sighting("c"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, telemetry::ErrorKind::Refused);
        QCOMPARE(book.firingCount(), 2U);
        QVERIFY(see(book, sighting("a", false)).has_value());
        QVERIFY(see(book, sighting("c")).has_value());
    }
};

QTEST_GUILESS_MAIN(TestAlertBook)
#include "tst_alertbook.moc"
