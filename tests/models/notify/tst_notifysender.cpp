// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpserver.h"
#include "models/notify/sender.h"

#include <QTest>

#include <mutex>

using namespace std::chrono_literals;
using notify::Delivery;

namespace {

// A webhook that answers as it is told, one answer a request, then 200.
class Webhook
{
public:
    struct Answer
    {
        int status = 200;
        std::string retryAfter = {};
        bool isHanging = false;
    };

    explicit Webhook(std::vector<Answer> answers = {})
        : m_answers(std::move(answers))
    {
        m_server = std::move(*net::HttpServer::listen(
            "127.0.0.1", 0,
            [this](const net::HttpRequest& request, net::HttpServer::Responder respond) {
                const std::scoped_lock lock(m_mutex);
                m_requests.push_back(request);
                const Answer answer = m_requests.size() <= m_answers.size()
                    ? m_answers[m_requests.size() - 1]
                    : Answer{};
                if (answer.isHanging) {
                    m_held.push_back(std::move(respond));
                    return;
                }
                net::HttpResponse response;
                response.status = answer.status;
                if (!answer.retryAfter.empty())
                    response.headers.emplace_back("Retry-After", answer.retryAfter);
                respond(std::move(response));
            }));
    }

    std::string url() const { return m_server->url() + "/services/T0/B0/secret-token"; }
    std::vector<net::HttpRequest> requests() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_requests;
    }

private:
    std::vector<Answer> m_answers;
    mutable std::mutex m_mutex;
    std::vector<net::HttpRequest> m_requests;
    std::vector<net::HttpServer::Responder> m_held; // kept: never answered
    std::unique_ptr<net::HttpServer> m_server; // last: its thread ends first
};

class Deliveries
{
public:
    auto taker()
    {
        return [this](const Delivery& delivery) {
            const std::scoped_lock lock(m_mutex);
            m_all.push_back(delivery);
        };
    }
    std::vector<Delivery> all() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<Delivery> m_all;
};

notify::Sender::Address address(const std::string& name, const std::string& url)
{
    notify::Target target;
    target.name = name;
    return {.target = target, .url = url};
}

notify::Event eventOf(int entry)
{
    notify::Event event;
    event.key = "r-" + std::to_string(entry);
    event.entry = entry;
    event.subject = "A-0001";
    return event;
}

constexpr notify::SenderTiming kQuick{.connect = 2000ms,
                                      .exchange = 300ms,
                                      .firstPause = 5ms,
                                      .longestPause = 20ms,
                                      .longestRetryAfter = 50ms,
                                      .longest = 20s,
                                      .mostWaiting = 3};

} // namespace

class TestNotifySender : public QObject
{
    Q_OBJECT

private slots:
    void whatFailsIsSentAgainWithTheSameKey();
    void whatIsRefusedIsGivenUpAtOnce();
    void askedPausesAreKept();
    void oneThatHangsHoldsUpNoOther();
    void tooManyAreNotKept();
    void whatIsLeftIsTold();
    void whatTakesTooLongIsGivenUp();
    void addressesAreToldNowhere();
    void pausesAreRead();
};

void TestNotifySender::whatFailsIsSentAgainWithTheSameKey()
{
    const Webhook hook({{.status = 500}, {.status = 429}, {.isHanging = true}, {.status = 204}});
    Deliveries told;
    notify::Sender sender({address("ops", hook.url())}, told.taker(), kQuick);
    sender.submit(eventOf(1));
    sender.submit(eventOf(2));
    QVERIFY(sender.drain(15s));
    QTRY_COMPARE(told.all().size(), std::size_t{3});
    const auto requests = hook.requests();
    QCOMPARE(requests.size(), std::size_t{5});
    for (std::size_t i = 0; i < requests.size(); ++i) {
        QCOMPARE(std::string(requests[i].header("idempotency-key")),
                 std::string(i < 4 ? "r-1" : "r-2")); // in order
        QCOMPARE(requests[i].method, std::string("POST"));
        QCOMPARE(requests[i].body, i < 4 ? requests[0].body : requests[4].body);
    }
    const auto all = told.all();
    QVERIFY(all[0].state == Delivery::State::Failing && all[0].status == 500);
    QVERIFY(all[1].state == Delivery::State::Sent && all[1].attempts == 4 && all[1].status == 204);
    QVERIFY(all[2].state == Delivery::State::Sent && all[2].attempts == 1);
    const auto states = sender.states();
    QCOMPARE(states[0].sent, 2U);
    QCOMPARE(states[0].failures, 3U);
    QVERIFY(states[0].problem.empty() && states[0].waiting == 0);
}

void TestNotifySender::whatIsRefusedIsGivenUpAtOnce()
{
    for (const int status : {302, 400, 403, 404, 410}) {
        const Webhook hook(std::vector<Webhook::Answer>{{.status = status}});
        Deliveries told;
        notify::Sender sender({address("ops", hook.url())}, told.taker(), kQuick);
        sender.submit(eventOf(1));
        sender.submit(eventOf(2));
        QVERIFY(sender.drain(15s));
        QTRY_COMPARE(told.all().size(), std::size_t{2});
        QVERIFY(told.all()[0].state == Delivery::State::GivenUp);
        QVERIFY(told.all()[0].status == status);
        QVERIFY(told.all()[1].state == Delivery::State::Sent); // the next is tried all the same
        QCOMPARE(hook.requests().size(), std::size_t{2});
    }
}

void TestNotifySender::askedPausesAreKept()
{
    const Webhook hook(std::vector<Webhook::Answer>{{.status = 503, .retryAfter = "1"}});
    Deliveries told;
    notify::SenderTiming timing = kQuick;
    timing.longestRetryAfter = 10s;
    notify::Sender sender({address("ops", hook.url())}, told.taker(), timing);
    const auto begun = std::chrono::steady_clock::now();
    sender.submit(eventOf(1));
    QVERIFY(sender.drain(15s));
    QVERIFY(std::chrono::steady_clock::now() - begun >= 1s); // never sooner than asked
    QCOMPARE(hook.requests().size(), std::size_t{2});
}

void TestNotifySender::oneThatHangsHoldsUpNoOther()
{
    const Webhook hanging(std::vector<Webhook::Answer>(100, {.isHanging = true}));
    const Webhook other;
    Deliveries told;
    notify::SenderTiming timing = kQuick;
    timing.exchange = 60s;
    notify::Sender sender({address("slow", hanging.url()), address("ops", other.url())},
                          told.taker(), timing);
    sender.submit(eventOf(1));
    sender.submit(eventOf(2));
    QTRY_COMPARE(other.requests().size(), std::size_t{2});
    QVERIFY(!sender.drain(1ms));
    // And what hangs is broken off at the end, which does not take its 60 s.
}

void TestNotifySender::tooManyAreNotKept()
{
    const Webhook hanging(std::vector<Webhook::Answer>(100, {.isHanging = true}));
    Deliveries told;
    notify::SenderTiming timing = kQuick;
    timing.exchange = 60s;
    notify::Sender sender({address("ops", hanging.url())}, told.taker(), timing);
    for (int i = 1; i <= 5; ++i)
        sender.submit(eventOf(i));
    QCOMPARE(sender.states()[0].waiting, std::size_t{3});
    const auto all = told.all();
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all[0].state == Delivery::State::GivenUp && all[0].event.entry == 4);
}

void TestNotifySender::whatIsLeftIsTold()
{
    const Webhook hanging(std::vector<Webhook::Answer>(100, {.isHanging = true}));
    Deliveries told;
    {
        notify::SenderTiming timing = kQuick;
        timing.exchange = 60s;
        notify::Sender sender({address("ops", hanging.url())}, told.taker(), timing);
        sender.submit(eventOf(1));
        sender.submit(eventOf(2), {"ops"}); // it was told already
        sender.submit(eventOf(3));
        QTRY_COMPARE(hanging.requests().size(), std::size_t{1}); // it has the first, and is silent
    }
    const auto all = told.all();
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all[0].state == Delivery::State::Left && all[0].event.entry == 1);
    QVERIFY(all[0].mayHaveArrived && all[0].attempts == 1);
    QVERIFY(all[0].reason.find("not known") != std::string::npos);
    QVERIFY(all[1].event.entry == 3);
    QVERIFY(!all[1].mayHaveArrived && all[1].attempts == 0);
}

void TestNotifySender::whatTakesTooLongIsGivenUp()
{
    const Webhook hook(std::vector<Webhook::Answer>(1000, {.status = 500}));
    Deliveries told;
    notify::SenderTiming timing = kQuick;
    timing.longest = 100ms;
    notify::Sender sender({address("ops", hook.url())}, told.taker(), timing);
    sender.submit(eventOf(1));
    QVERIFY(sender.drain(15s));
    QTRY_COMPARE(told.all().size(), std::size_t{2});
    QVERIFY(told.all()[1].state == Delivery::State::GivenUp && told.all()[1].attempts > 1);
}

void TestNotifySender::addressesAreToldNowhere()
{
    Deliveries told;
    notify::SenderTiming timing = kQuick;
    timing.longest = 20ms;
    notify::Sender sender(
        {address("ops", "http://127.0.0.1:1/services/secret-token"),
         address("odd", "http://nowhere.invalid/services/secret-token?key=secret-token")},
        told.taker(), timing);
    sender.submit(eventOf(1));
    QVERIFY(sender.drain(30s));
    QTRY_VERIFY(told.all().size() >= 2);
    for (const Delivery& delivery : told.all()) {
        QVERIFY(!delivery.reason.empty());
        QVERIFY2(delivery.reason.find("secret-token") == std::string::npos,
                 delivery.reason.c_str());
    }
}

void TestNotifySender::pausesAreRead()
{
    const auto now = std::chrono::system_clock::time_point(784111770s); // 1994-11-06T08:49:30Z
    QVERIFY(notify::retryAfter("120", now) == 120s);
    QVERIFY(notify::retryAfter(" 0 ", now) == 0s);
    QVERIFY(notify::retryAfter("Sun, 06 Nov 1994 08:49:37 GMT", now) == 7s);
    QVERIFY(notify::retryAfter("Sun, 06 Nov 1994 08:49:07 GMT", now) == 0s);
    QVERIFY(notify::retryAfter("99999999999", now) == 24h);
    for (const char* bad :
         {"", "-1", "soon", "1.5", "Sun, 06 Nov 1994 08:49:37", "999999999999999999999",
          "Sun, 06 ovN 1994 08:49:37 GMT", "Sun, 46 Nov 1994 08:49:37 GMT"})
        QVERIFY2(!notify::retryAfter(bad, now), bad);
}

QTEST_GUILESS_MAIN(TestNotifySender)
#include "tst_notifysender.moc"
