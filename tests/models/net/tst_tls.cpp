// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/admission.h"
#include "models/net/httpserver.h"
#include "models/telemetry/clock.h"
#include "tests/models/net/rawsocket.h"
#include "tests/models/net/tlsfiles.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

using namespace net;
using namespace nettest;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

namespace asio = boost::asio;

telemetry::Timestamp now()
{
    return telemetry::SystemClock().now();
}

TlsIdentity identity()
{
    const CertificateAndKey made = makeCertificate();
    return {.certificateChain = made.certificate, .privateKey = made.key, .notAfter = now()};
}

std::unique_ptr<HttpServer> serveTls(const TlsIdentity& who, HttpServerLimits limits = {})
{
    auto server = HttpServer::listen(
        "127.0.0.1", 0,
        [](const HttpRequest& request, const HttpServer::Responder& respond) {
            respond({.body = request.method + " " + std::to_string(request.body.size()) + ";",
                     .headers = {}});
        },
        limits, {}, who);
    return server ? std::move(*server) : nullptr;
}

// A client that trusts `who` and nobody else.
class TlsClient
{
public:
    explicit TlsClient(const TlsIdentity& who, int newestVersion = TLS1_3_VERSION)
        : m_context(asio::ssl::context::tls_client)
    {
        m_context.add_certificate_authority(asio::buffer(who.certificateChain));
        m_context.set_verify_mode(asio::ssl::verify_peer);
        SSL_CTX_set_security_level(m_context.native_handle(), 0);
        SSL_CTX_set_max_proto_version(m_context.native_handle(), newestVersion);
        m_stream = std::make_unique<Stream>(m_io, m_context);
        m_stream->set_verify_callback(asio::ssl::host_name_verification("127.0.0.1"));
    }
    boost::system::error_code connect(std::uint16_t port)
    {
        boost::system::error_code ec;
        m_stream->next_layer().connect({asio::ip::make_address("127.0.0.1"), port}, ec);
        if (!ec)
            m_stream->handshake(asio::ssl::stream_base::client, ec);
        return ec;
    }
    std::string exchange(const std::string& request)
    {
        boost::system::error_code ec;
        asio::write(*m_stream, asio::buffer(request), ec);
        std::string reply;
        asio::read(*m_stream, asio::dynamic_buffer(reply), ec);
        return reply;
    }

private:
    using Stream = asio::ssl::stream<asio::ip::tcp::socket>;
    asio::io_context m_io;
    asio::ssl::context m_context;
    std::unique_ptr<Stream> m_stream;
};

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string file(const QString& name, const std::string& content)
    {
        QFile out(m_folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly)
            || out.write(content.data(), qint64(content.size())) < 0)
            qFatal("cannot write");
        return out.fileName().toStdString();
    }

private slots:
    void requestsGoThroughTls()
    {
        const TlsIdentity who = identity();
        const auto server = serveTls(who);
        QVERIFY(server);
        QVERIFY(server->url().starts_with("https://127.0.0.1:"));
        TlsClient client(who);
        QVERIFY(!client.connect(server->port()));
        const std::string body(300'000, 'x');
        const std::string replies =
            client.exchange("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n" + body
                            + "POST /b HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: "
                              "chunked\r\nConnection: close\r\n\r\n"
                              "3\r\nabc\r\n0\r\n\r\n");
        QVERIFY(replies.find("POST 300000;") != std::string::npos);
        QVERIFY(replies.find("POST 3;") != std::string::npos);
    }

    void oldVersionsAreRefused()
    {
        const TlsIdentity who = identity();
        const auto server = serveTls(who);
        QVERIFY(TlsClient(who, TLS1_1_VERSION).connect(server->port()));
        QVERIFY(!TlsClient(who, TLS1_2_VERSION).connect(server->port()));
        QVERIFY(!TlsClient(who, TLS1_3_VERSION).connect(server->port()));
    }

    void anotherIdentityIsNotTrusted()
    {
        const auto server = serveTls(identity());
        QVERIFY(TlsClient(identity()).connect(server->port()));
    }

    // Neither plain HTTP nor half a handshake gets an answer or stays, and neighbours do not
    // notice.
    void plainAndSlowClientsAreDropped()
    {
        const TlsIdentity who = identity();
        HttpServerLimits limits;
        limits.messageTime = 1s;
        const auto server = serveTls(who, limits);
        RawSocket plain = RawSocket::connect(server->port());
        plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        RawSocket half = RawSocket::connect(server->port());
        half.send("\x16\x03\x01\x02");
        TlsClient good(who);
        QVERIFY(!good.connect(server->port()));
        QVERIFY(good.exchange("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    .starts_with("HTTP/1.1 200 "));
        QVERIFY(plain.readAll().find("HTTP/") == std::string::npos);
        QCOMPARE(half.readAll(), std::string());
        QTRY_COMPARE_WITH_TIMEOUT(server->connectionCount(), std::size_t{0}, 20'000);
    }

    // The owner of the server is told of clients that are set up wrongly.
    void wrongClientsAreTold()
    {
        std::atomic<int> plain = 0;
        std::atomic<int> untrusted = 0;
        std::atomic<int> others = 0;
        const TlsIdentity who = identity();
        const auto server = HttpServer::listen(
            "127.0.0.1", 0, [](const HttpRequest&, const HttpServer::Responder&) {}, {},
            {.lost =
                 [&](HttpDoor::Loss loss) {
                     ++(loss == HttpDoor::Loss::PlainText       ? plain
                            : loss == HttpDoor::Loss::Untrusted ? untrusted
                                                                : others);
                 }},
            who);
        QVERIFY(server.has_value());
        RawSocket http = RawSocket::connect((*server)->port());
        http.send("POST /v1/traces HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(plain.load(), 1);
        {
            TlsClient stranger(identity()); // trusts another certificate
            QVERIFY(stranger.connect((*server)->port()));
        }
        QTRY_COMPARE(untrusted.load(), 1);
        TlsClient good(who);
        QVERIFY(!good.connect((*server)->port()));
        RawSocket scan = RawSocket::connect((*server)->port()); // looks whether it is open
        scan.shutdownSend();
        QCOMPARE(scan.readAll(), std::string());
        QCOMPARE(plain + untrusted + others, 2);
    }

    void refusalIsReadWhole()
    {
        const TlsIdentity who = identity();
        HttpServerLimits limits;
        limits.bodyBytes = 1000;
        const auto server = serveTls(who, limits);
        TlsClient client(who);
        QVERIFY(!client.connect(server->port()));
        const std::string reply =
            client.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 200000\r\n\r\n"
                            + std::string(200'000, 'x'));
        QVERIFY(reply.starts_with("HTTP/1.1 413 "));
        QVERIFY(reply.find("1000") != std::string::npos);
    }

    void identityIsChecked_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("complaint"); // empty: taken
        const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
        const CertificateAndKey good = makeCertificate();
        const CertificateAndKey other = makeCertificate();
        const CertificateAndKey old = makeCertificate(-30, -1);
        const CertificateAndKey early = makeCertificate(1, 30);
        QTest::newRow("good") << bytes(good.certificate) << bytes(good.key) << QByteArray();
        QTest::newRow("another's key") << bytes(good.certificate) << bytes(other.key)
                                       << QByteArray("key.pem: this is not the key");
        QTest::newRow("locked key")
            << bytes(good.certificate) << bytes(good.lockedKey) << QByteArray("passphrase");
        QTest::newRow("key twice") << bytes(good.key) << bytes(good.key)
                                   << QByteArray("cert.pem: there is no PEM certificate");
        QTest::newRow("no key") << bytes(good.certificate) << QByteArray("x")
                                << QByteArray("key.pem: there is no PEM private key");
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray("cert.pem");
        QTest::newRow("expired") << bytes(old.certificate) << bytes(old.key)
                                 << QByteArray("expired");
        QTest::newRow("not yet") << bytes(early.certificate) << bytes(early.key)
                                 << QByteArray("not valid before");
    }
    void identityIsChecked()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, complaint);
        const auto read = readTlsIdentity(file(u"cert.pem"_s, certificate.toStdString()),
                                          file(u"key.pem"_s, key.toStdString()), now());
        QCOMPARE(read.has_value(), complaint.isEmpty());
        if (read) {
            QVERIFY(read->notAfter > now() + std::chrono::hours(24));
            QVERIFY(serveTls(*read) != nullptr);
            return;
        }
        QVERIFY(read.error().kind == telemetry::ErrorKind::Unreadable);
        QVERIFY2(read.error().message.find(complaint.toStdString()) != std::string::npos,
                 read.error().message.c_str());
        QVERIFY(read.error().message.find("PRIVATE KEY") == std::string::npos);
    }

    void missingFileIsNamed()
    {
        const auto read = readTlsIdentity("/nowhere/cert.pem", "/nowhere/key.pem", now());
        QVERIFY(!read.has_value());
        QVERIFY(read.error().message.starts_with("/nowhere/cert.pem"));
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
