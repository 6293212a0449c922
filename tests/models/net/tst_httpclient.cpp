// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/httpclient.h"
#include "tests/models/net/rawsocket.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

using namespace net;
using namespace nettest;
using namespace std::chrono_literals;

namespace {

const std::string kEmptyReply = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

ClientRequest post(const std::string& url, std::string body = "command")
{
    return {.method = "POST", .url = url, .headers = {}, .body = std::move(body)};
}

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void replyIsRead()
    {
        std::mutex mutex;
        std::string seen;
        ScriptedServer server([&](RawSocket& peer) {
            const std::scoped_lock lock(mutex);
            seen = peer.readUntil("command");
            peer.send("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 404 Not "
                      "Found\r\nX-Kind:  some thing \r\n"
                      "Content-Length: 4\r\n\r\nnope");
        });
        HttpClient client;
        ClientRequest request = post(server.url() + "/lever?x=1");
        request.headers = {{"If-Match", "\"etag\""}, {"X-Empty", ""}};
        const Exchange exchange = client.perform(request);
        QVERIFY(exchange.state == ExchangeState::Replied);
        QCOMPARE(exchange.status, 404);
        QCOMPARE(exchange.body, std::string("nope"));
        QVERIFY(exchange.header("X-KIND") == "some thing");
        QVERIFY(exchange.header("x-interim").empty());
        QVERIFY(exchange.error.empty());
        const std::scoped_lock lock(mutex);
        QVERIFY2(seen.starts_with("POST /lever?x=1 HTTP/1.1\r\n"), seen.c_str());
        QVERIFY(seen.find("If-Match: \"etag\"\r\n") != std::string::npos);
        QVERIFY(seen.find("X-Empty:\r\n") != std::string::npos);
        QCOMPARE(seen.find("Content-Type"), std::string::npos);
        QCOMPARE(seen.find("Expect"), std::string::npos);
    }

    void piecesAreToldAsTheyCome()
    {
        std::atomic<bool> isTold = false;
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("command");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst");
            // The rest is sent when the first is known to have been told.
            for (int i = 0; i < 500 && !isTold; ++i)
                std::this_thread::sleep_for(10ms);
            peer.send(isTold ? "later" : "never");
        });
        std::string told;
        ClientRequest request = post(server.url());
        request.timeout = 10s;
        request.onBody = [&](std::string_view piece) {
            told += piece;
            isTold = true;
        };
        HttpClient client;
        const Exchange exchange = client.perform(request);
        QVERIFY(exchange.state == ExchangeState::Replied);
        QCOMPARE(told, std::string("firstlater"));
        QCOMPARE(exchange.body, told);
    }

    void errorsAreNoPieces()
    {
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("command");
            peer.send("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\noops");
        });
        std::string told;
        ClientRequest request = post(server.url());
        request.onBody = [&](std::string_view piece) { told += piece; };
        HttpClient client;
        QCOMPARE(client.perform(request).body, std::string("oops"));
        QCOMPARE(told, std::string());
    }

    void refusedConnectionIsNotSent()
    {
        HttpClient client;
        const Exchange exchange =
            client.perform(post("http://127.0.0.1:" + std::to_string(unusedPort())));
        QVERIFY(exchange.state == ExchangeState::NotSent);
        QVERIFY(!exchange.error.empty());
        QCOMPARE(exchange.status, 0);
    }

    void unresolvedNameIsNotSent()
    {
        HttpClient client;
        QVERIFY(client.perform(post("http://no-such-host.invalid/")).state
                == ExchangeState::NotSent);
    }

    void failedTlsIsNotSent()
    {
        // The peer speaks no TLS: the handshake fails before a byte of the request is written.
        ScriptedServer server(
            [](RawSocket& peer) { peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        HttpClient client;
        std::string url = server.url();
        url.replace(0, 4, "https");
        QVERIFY(client.perform(post(url)).state == ExchangeState::NotSent);
    }

    // A proxy is asked for a way first: that is not the request, and may come to nothing.
    void askingAProxyForAWayIsNotSending_data()
    {
        QTest::addColumn<bool>("isOpened");
        QTest::newRow("refused") << false;
        QTest::newRow("opened, and no TLS behind it") << true;
    }
    void askingAProxyForAWayIsNotSending()
    {
        QFETCH(bool, isOpened);
        std::mutex mutex;
        std::string seen;
        ScriptedServer proxy([&](RawSocket& peer) {
            const std::scoped_lock lock(mutex);
            seen = peer.readUntil("\r\n\r\n");
            peer.send(isOpened ? "HTTP/1.1 200 OK\r\n\r\nno TLS"
                               : "HTTP/1.1 502 No Way\r\nContent-Length: 0\r\n\r\n");
        });
        qputenv("https_proxy", QByteArray::fromStdString(proxy.url()));
        bool isTold = false;
        ClientRequest request = post("https://control.example/lever");
        request.onSent = [&](telemetry::Timestamp) { isTold = true; };
        HttpClient client;
        const Exchange exchange = client.perform(request);
        qunsetenv("https_proxy");
        {
            const std::scoped_lock lock(mutex);
            QVERIFY2(seen.starts_with("CONNECT control.example:443 "), seen.c_str());
        }
        QVERIFY(!isTold);
        QVERIFY(exchange.sentAt == telemetry::Timestamp{});
        QVERIFY(exchange.state == ExchangeState::NotSent);
    }

    void otherProtocolsAreNotSpoken()
    {
        HttpClient client;
        for (const char* url :
             {"file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"}) {
            const Exchange exchange = client.perform({.url = url, .headers = {}, .body = {}});
            QVERIFY(exchange.state == ExchangeState::NotSent);
            QVERIFY(exchange.body.empty());
        }
    }

    void silenceIsUnknown()
    {
        std::atomic<bool> isOver = false;
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("command");
            while (!isOver)
                std::this_thread::sleep_for(5ms);
        });
        HttpClient client;
        ClientRequest request = post(server.url());
        request.timeout = 200ms;
        const Exchange exchange = client.perform(request);
        isOver = true;
        QVERIFY(exchange.state == ExchangeState::SentNoReply);
        QVERIFY(!exchange.error.empty());
        QCOMPARE(exchange.status, 0);
    }

    void brokenOffReplyIsUnknown_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("half a body")
            << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        QTest::newRow("no HTTP") << QByteArray("hello there, this is no HTTP\r\n");
    }
    void brokenOffReplyIsUnknown()
    {
        QFETCH(QByteArray, reply);
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("command");
            peer.send(reply.toStdString());
        });
        HttpClient client;
        const Exchange exchange = client.perform(post(server.url()));
        QVERIFY(exchange.state == ExchangeState::SentNoReply);
        QVERIFY(!exchange.error.empty());
        QCOMPARE(server.accepted(), 1);
    }

    void resetAfterTheRequestIsUnknown()
    {
        ScriptedServer server([](RawSocket& peer) {
            peer.readUntil("command");
            peer.reset();
        });
        HttpClient client;
        QVERIFY(client.perform(post(server.url())).state == ExchangeState::SentNoReply);
        QCOMPARE(server.accepted(), 1);
    }

    // A server that answers one request a connection, then takes a second and dies without a word.
    void deadKeptConnectionNeverRepeatsACommand_data()
    {
        QTest::addColumn<QString>("method");
        for (const char* method : {"POST", "PUT", "PATCH", "DELETE"})
            QTest::newRow(method) << QString::fromLatin1(method);
    }
    void deadKeptConnectionNeverRepeatsACommand()
    {
        QFETCH(QString, method);
        std::atomic<int> commands = 0;
        ScriptedServer server([&](RawSocket& peer) {
            const std::string first = peer.readUntil("\r\n\r\n");
            if (!first.starts_with("GET")) {
                ++commands;
                return;
            }
            peer.send(kEmptyReply);
            if (peer.readUntil("\r\n\r\n").starts_with(method.toStdString()))
                ++commands;
        });
        HttpClient client;
        QVERIFY(client.perform({.url = server.url(), .headers = {}, .body = {}}).state
                == ExchangeState::Replied);
        const Exchange exchange = client.perform(
            {.method = method.toStdString(), .url = server.url(), .headers = {}, .body = {}});
        QVERIFY(exchange.state == ExchangeState::SentNoReply);
        QCOMPARE(commands.load(), 1);
    }

    void repeatableRequestsShareAConnection()
    {
        std::atomic<int> requests = 0;
        ScriptedServer server([&](RawSocket& peer) {
            while (peer.readUntil("command").ends_with("command")) {
                ++requests;
                peer.send(kEmptyReply);
            }
        });
        HttpClient client;
        ClientRequest request = post(server.url());
        request.isRepeatable = true;
        for (int i = 0; i < 5; ++i)
            QVERIFY(client.perform(request).state == ExchangeState::Replied);
        QCOMPARE(requests.load(), 5);
        QCOMPARE(server.accepted(), 1);
    }

    void redirectIsNotFollowed()
    {
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("\r\n\r\n");
            peer.send("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: "
                      "0\r\nConnection: close\r\n\r\n");
        });
        HttpClient client;
        const Exchange exchange = client.perform({.url = server.url(), .headers = {}, .body = {}});
        QVERIFY(exchange.state == ExchangeState::Replied);
        QCOMPARE(exchange.status, 302);
        QVERIFY(exchange.header("location") == "/elsewhere");
        QCOMPARE(server.accepted(), 1);
    }

    void endlessReplyIsCut()
    {
        ScriptedServer server([](RawSocket& peer) {
            peer.readUntil("\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\n\r\n");
            const std::string part(64U * 1024, 'x');
            for (int i = 0; i < 10'000 && peer.send(part); ++i) { }
        });
        HttpClient client;
        ClientRequest request{.url = server.url(),
                              .headers = {},
                              .body = {},
                              .timeout = 20s,
                              .maxResponseBytes = 1'000'000};
        const Exchange exchange = client.perform(request);
        QVERIFY(exchange.state == ExchangeState::SentNoReply);
        QVERIFY(exchange.body.size() <= 1'000'000);
        QVERIFY(exchange.error.find("larger") != std::string::npos);
    }

    void endlessHeaderIsCut()
    {
        ScriptedServer server([](RawSocket& peer) {
            peer.readUntil("\r\n\r\n");
            peer.send("HTTP/1.1 200 OK\r\n");
            const std::string part = "X-Filler: " + std::string(1000, 'x') + "\r\n";
            for (int i = 0; i < 100'000 && peer.send(part); ++i) { }
        });
        HttpClient client;
        ClientRequest request{.url = server.url(),
                              .headers = {},
                              .body = {},
                              .timeout = 20s,
                              .maxResponseBytes = 100'000};
        QVERIFY(client.perform(request).state == ExchangeState::SentNoReply);
    }

    void cancelEndsTheWait()
    {
        std::atomic<bool> cancel = false;
        std::atomic<bool> isOver = false;
        ScriptedServer server([&](RawSocket& peer) {
            peer.readUntil("command");
            cancel = true;
            while (!isOver)
                std::this_thread::sleep_for(5ms);
        });
        HttpClient client;
        ClientRequest request = post(server.url());
        request.timeout = 60s;
        const Exchange exchange = client.perform(request, &cancel);
        isOver = true;
        QVERIFY(exchange.state == ExchangeState::SentNoReply);
        QVERIFY(exchange.elapsed < 30s);
    }

    void lineBreaksCannotAddHeaders()
    {
        std::atomic<int> connections = 0;
        ScriptedServer server([&](RawSocket&) { ++connections; });
        HttpClient client;
        ClientRequest request = post(server.url());
        request.headers = {{"X-A", "1\r\nX-B: 2"}};
        QVERIFY(client.perform(request).state == ExchangeState::NotSent);
        request.headers = {{"X-A: 1\r\nX-B", "2"}};
        QVERIFY(client.perform(request).state == ExchangeState::NotSent);
        request.headers = {};
        request.method = "GET / HTTP/1.1\r\nX-B: 2\r\n";
        QVERIFY(client.perform(request).state == ExchangeState::NotSent);
        QCOMPARE(connections.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
