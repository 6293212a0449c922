// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/connectioncheck.h"
#include "models/net/httpclient.h"
#include "models/net/httpserver.h"
#include "models/telemetry/clock.h"
#include "tests/models/net/rawsocket.h"
#include "tests/models/net/tlsfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace net;
using namespace nettest;
using namespace std::chrono_literals;
using State = ConnectionVerdict::State;

namespace {

ConnectionVerdict ask(const std::string& url, const std::string& authority = {},
                      const std::string& secret = {}, bool hasSecret = false)
{
    ClientRequest request;
    request.url = url;
    request.timeout = 400ms;
    request.connectTimeout = 400ms;
    request.tls.authority = authority;
    HttpClient client;
    return judgeConnection(client.perform(request),
                           {.url = url,
                            .kind = "Warehouse",
                            .secret = secret,
                            .hasSecret = hasSecret,
                            .connectTimeout = request.connectTimeout,
                            .timeout = request.timeout});
}

std::unique_ptr<HttpServer> serveStatus(int status)
{
    auto server = HttpServer::listen(
        "127.0.0.1", 0, [status](const HttpRequest&, const HttpServer::Responder& respond) {
            respond({.status = status, .body = "{\"secret\":\"of the server\"}", .headers = {}});
        });
    return server ? std::move(*server) : nullptr;
}

bool tells(const ConnectionVerdict& verdict, State state, const std::string& words)
{
    const bool isSo = verdict.state == state && verdict.text.find(words) != std::string::npos;
    if (!isSo)
        qWarning("%s: %s", toString(verdict.state), verdict.text.c_str());
    return isSo;
}

} // namespace

class TestConnectionCheck : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string write(const char* name, const std::string& content)
    {
        QFile out(m_folder.filePath(QString::fromLatin1(name)));
        if (!out.open(QIODevice::WriteOnly)
            || out.write(content.data(), qint64(content.size())) < 0)
            qFatal("cannot write");
        return out.fileName().toStdString();
    }

private slots:
    void whatCannotBeReached()
    {
        const std::string closed = "http://127.0.0.1:" + std::to_string(unusedPort());
        QVERIFY(tells(ask(closed + "/a"), State::Bad,
                      closed + " refuses connections: nothing listens there."));
        Exchange nameless; // a resolver may not be there to ask
        nameless.fault = ExchangeFault::Name;
        QVERIFY(tells(judgeConnection(nameless,
                                      {.url = "http://no-such-host.invalid/a",
                                       .kind = "Warehouse",
                                       .secret = {},
                                       .hasSecret = false}),
                      State::Bad, "The name no-such-host.invalid is not found."));
        Exchange unasked; // nobody was asked, so nobody answers
        unasked.error = "the URL is malformed";
        for (const ExchangeFault fault : {ExchangeFault::None, ExchangeFault::Other}) {
            unasked.fault = fault;
            QVERIFY(tells(judgeConnection(unasked,
                                          {.url = "http://h.test:1/a",
                                           .kind = "Warehouse",
                                           .secret = {},
                                           .hasSecret = false}),
                          State::Bad,
                          "No request could be made to http://h.test:1: the URL is malformed."));
        }
        ScriptedServer silent([](RawSocket& socket) { socket.readUntil("no such text"); });
        QVERIFY(tells(ask(silent.url() + "/a"), State::Bad,
                      "took the request and did not answer within 400 ms"));
        ScriptedServer garbage([](RawSocket& socket) {
            socket.readUntil("\r\n\r\n");
            socket.send("220 mail.example ESMTP\r\n");
        });
        QVERIFY(
            tells(ask(garbage.url() + "/a"), State::Bad, "something answers that is no Warehouse"));
    }

    void statusesInWords_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("state");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](int status, State state, const char* words) {
            QTest::addRow("%d", status) << status << static_cast<int>(state) << QByteArray(words);
        };
        row(200, State::Well, " answers, after ");
        row(301, State::Bad, "redirects are not followed");
        row(401, State::Denied, "does not take the secret (HTTP 401); that is PLUMBLINE_TOKEN_W");
        row(403, State::Denied, "forbids this (HTTP 403): what PLUMBLINE_TOKEN_W stands for");
        row(404, State::Bad, "There is nothing of Warehouse at ");
        row(418, State::Bad, "it is no Warehouse, or one of another version");
        row(429, State::Bad, "too many requests");
        row(503, State::Bad, "is there and cannot answer (HTTP 503)");
    }
    void statusesInWords()
    {
        QFETCH(int, status);
        QFETCH(int, state);
        QFETCH(QByteArray, words);
        const auto server = serveStatus(status);
        QVERIFY(server);
        const auto verdict =
            ask(server->url() + "/api/rows?token=hidden", {}, "PLUMBLINE_TOKEN_W", true);
        QVERIFY(tells(verdict, static_cast<State>(state), words.toStdString()));
        QVERIFY(verdict.text.find("hidden") == std::string::npos); // no query
        QVERIFY(verdict.text.find("of the server") == std::string::npos); // no body
        if (status == 404)
            QVERIFY(verdict.text.find(server->url() + "/api/rows (HTTP 404)") != std::string::npos);
    }

    void secretsAreNamedNotShown()
    {
        const auto server = serveStatus(401);
        QVERIFY(server);
        QVERIFY(tells(ask(server->url(), {}, "PLUMBLINE_TOKEN_W", false), State::Denied,
                      "no secret was sent. It is taken from PLUMBLINE_TOKEN_W."));
        QVERIFY(tells(ask(server->url()), State::Denied, "names no secret"));
    }

    void slowIsTold()
    {
        const Exchange exchange{.state = ExchangeState::Replied,
                                .status = 200,
                                .headers = {},
                                .body = {},
                                .error = {},
                                .elapsed = 2500ms};
        const auto verdict = judgeConnection(
            exchange,
            {.url = "http://h.test:1/x", .kind = "Warehouse", .secret = {}, .hasSecret = false});
        QVERIFY(tells(verdict, State::Slow, "http://h.test:1 answers, but slowly: after 2.5 s."));
        QVERIFY(verdict.isUsable());
    }

    void certificatesInWords()
    {
        const auto serve = [](const CertificateAndKey& made, const char* address) {
            auto server = HttpServer::listen(
                address, 0,
                [](const HttpRequest&, const HttpServer::Responder& respond) {
                    respond({.body = "{}", .headers = {}});
                },
                {}, {},
                TlsIdentity{.certificateChain = made.certificate,
                            .privateKey = made.key,
                            .notAfter = telemetry::SystemClock().now()});
            return server ? std::move(*server) : nullptr;
        };
        const CertificateAndKey good = makeCertificate();
        const CertificateAndKey old = makeCertificate(-30, -1);
        const std::string trusted = write("good.pem", good.certificate);
        const std::string trustedOld = write("old.pem", old.certificate);
        const auto server = serve(good, "127.0.0.1");
        QVERIFY(server);
        QVERIFY(tells(ask(server->url(), trusted), State::Well, "answers, after"));
        QVERIFY(tells(ask(server->url(), trustedOld), State::Bad,
                      "does not trust who signed the server's certificate"));
        const auto expired = serve(old, "127.0.0.1");
        QVERIFY(expired);
        QVERIFY(tells(ask(expired->url(), trustedOld), State::Bad,
                      "The server's certificate has expired."));
        const auto elsewhere = serve(good, "127.0.0.2");
        QVERIFY(elsewhere);
        QVERIFY(tells(ask(elsewhere->url(), trusted), State::Bad,
                      "The server's certificate is not for 127.0.0.2."));
        const auto plain = serveStatus(200);
        QVERIFY(plain);
        QVERIFY(tells(ask("https://" + plain->url().substr(7)), State::Bad,
                      "No TLS is spoken at https://127.0.0.1:"));
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connectioncheck.moc"
