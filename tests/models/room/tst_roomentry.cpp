// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomentry.h"
#include "models/room/roomurl.h"
#include "models/room/sqlconnection.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

class TestRoomEntry : public QObject
{
    Q_OBJECT

private slots:
    void readsUrls_data();
    void readsUrls();
    void refusesUrls_data();
    void refusesUrls();
    void hashesEveryField();
    void makesFit();
    void cutsWhatIsTooLarge();
    void hasNoMarkOfTheOrderOfBytes();
    void splitsTheSchema();
};

void TestRoomEntry::readsUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("canonical");
    QTest::newRow("server") << "postgresql://ada@db.example/incidents?room=web"
                            << "postgresql://ada@db.example/incidents?sslmode=verify-full&room=web";
    QTest::newRow("port, roots") << "postgres://ada@db.example:6432/i?sslrootcert=/etc/ca.crt"
                                 << "postgresql://ada@db.example:6432/"
                                    "i?sslmode=verify-full&room=main&sslrootcert=/etc/ca.crt";
    QTest::newRow("local, no TLS") << "postgresql://ada@127.0.0.1/i?sslmode=disable"
                                   << "postgresql://ada@127.0.0.1/i?sslmode=disable&room=main";
    QTest::newRow("file") << "sqlite:/tmp/room.db?room=a"
                          << "sqlite:/tmp/room.db?room=a";
    QTest::newRow("file with slashes") << "sqlite:///tmp/room.db"
                                       << "sqlite:/tmp/room.db?room=main";
}

void TestRoomEntry::readsUrls()
{
    QFETCH(QString, url);
    QFETCH(QString, canonical);
    const auto read = room::roomUrlFromText(url.toStdString());
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(QString::fromStdString(read->text()), canonical);
    const auto again = room::roomUrlFromText(read->text());
    QVERIFY(again);
    QCOMPARE(again->text(), read->text());
}

void TestRoomEntry::refusesUrls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("says");
    QTest::newRow("password") << "postgresql://ada:secret@db/i"
                              << "no password";
    QTest::newRow("empty password") << "postgresql://ada:@db/i"
                                    << "no password";
    QTest::newRow("password as a part") << "postgresql://ada@db/i?password=secret"
                                        << "no password";
    QTest::newRow("not checked in full") << "postgresql://ada@db.example/i?sslmode=require"
                                         << "verify-full";
    QTest::newRow("looks local") << "postgresql://ada@127.evil.example/i?sslmode=disable"
                                 << "verify-full";
    QTest::newRow("no user") << "postgresql://db/i"
                             << "names a user";
    QTest::newRow("option of libpq") << "postgresql://ada@db/i?options=-c%20x"
                                     << "knows no";
    QTest::newRow("quotes") << "postgresql://ada@db/i?sslrootcert=/a'%20host=evil"
                            << "no quotes";
    QTest::newRow("semicolon") << "postgresql://ada@db/i?sslrootcert=/a;sslmode=disable"
                               << "no quotes";
    QTest::newRow("room") << "postgresql://ada@db/i?room=a%20b"
                          << "no name of a room";
    QTest::newRow("scheme") << "mysql://ada@db/i"
                            << "sqlite:FILE";
}

void TestRoomEntry::refusesUrls()
{
    QFETCH(QString, url);
    QFETCH(QString, says);
    const auto read = room::roomUrlFromText(url.toStdString());
    QVERIFY(!read);
    QVERIFY2(read.error().message.find(says.toStdString()) != std::string::npos,
             read.error().message.c_str());
    QVERIFY(read.error().message.find("secret@") == std::string::npos);
}

void TestRoomEntry::hashesEveryField()
{
    room::RoomEntry entry;
    entry.uuid = "u";
    entry.console = "c";
    entry.authorSequence = 1;
    entry.previousHash = room::kNoHash;
    entry.seen = 3;
    entry.account = "ada";
    entry.entry.kind = "note";
    entry.entry.actor = "Ada";
    entry.entry.subject = "s";
    entry.entry.text = "t";
    entry.entry.payload = "{}";
    const std::string hash = room::entryHash(entry, "main");
    QCOMPARE(hash.size(), std::size_t(64));
    const std::vector<std::function<void(room::RoomEntry&)>> changes{
        [](auto& e) { e.uuid = "v"; },
        [](auto& e) { e.console = "d"; },
        [](auto& e) { e.authorSequence = 2; },
        [](auto& e) { e.previousHash[0] = '1'; },
        [](auto& e) { e.seen = 2; },
        [](auto& e) { e.account = "bob"; },
        [](auto& e) { e.entry.kind = "step"; },
        [](auto& e) { e.entry.actor = "Bob"; },
        [](auto& e) {
            e.entry.subject = "st";
            e.entry.text = "";
        }, // the same bytes in a row
        [](auto& e) { e.entry.text = "u"; },
        [](auto& e) { e.entry.payload = "{\"a\":1}"; },
        [](auto& e) { e.entry.time = telemetry::fromUnixNanos(1); }};
    for (const auto& change : changes) {
        room::RoomEntry other = entry;
        change(other);
        QVERIFY(room::entryHash(other, "main") != hash);
    }
    QVERIFY(room::entryHash(entry, "other") != hash);
}

void TestRoomEntry::makesFit()
{
    telemetry::TimelineEntry entry;
    entry.kind = "note";
    entry.text = std::string("a\0b\xff", 4);
    entry.payload = R"({"a":"x\u0000y","b":"\\u0000"})";
    const auto fit = room::fitForRoom(entry);
    QVERIFY(fit);
    QVERIFY(fit->text.find('\0') == std::string::npos);
    QVERIFY(fit->text.find('\xff') == std::string::npos);
    QCOMPARE(fit->payload, std::string(R"({"a":"x\ufffdy","b":"\\u0000"})"));
    entry.payload = "not json";
    QCOMPARE(room::fitForRoom(entry)->payload, std::string("{}"));
    entry.kind = "Note; DROP";
    QVERIFY(!room::fitForRoom(entry));
}

// What was done has to be told: the recording has the ends of long texts.
void TestRoomEntry::cutsWhatIsTooLarge()
{
    telemetry::TimelineEntry entry;
    entry.kind = "action";
    entry.text = std::string(room::kMostEntryBytes, 'x');
    const std::string document(200'000, 'd');
    entry.payload = "{\"after\":{\"raw\":\"" + document
        + "\"},\"intent\":7,\"outcome\":\"verified\","
          "\"raw_reply\":\""
        + document + "\",\"requests\":[{\"body\":\"" + document + "\"}]}";
    const auto fit = room::fitForRoom(entry);
    QVERIFY(fit);
    QVERIFY(fit->text.size() < 20'000);
    QVERIFY(fit->payload.size() + fit->text.size() + 320 <= room::kMostEntryBytes);
    const QJsonObject told =
        QJsonDocument::fromJson(QByteArray::fromStdString(fit->payload)).object();
    QCOMPARE(told[u"outcome"_s].toString(), u"verified"_s);
    QCOMPARE(told[u"intent"_s].toInt(), 7);
    QVERIFY(told[u"cut"_s].toBool());
    QVERIFY(told[u"after"_s][u"raw"_s].toString().startsWith(u"ddd"_s));
    QVERIFY(told[u"requests"_s][0][u"body"_s].toString().size() < 20'000);
    // Many short ones.
    std::string many = "{\"outcome\":\"refused\",\"names\":[";
    for (int i = 0; i < 100'000; ++i)
        many += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\"";
    entry.payload = many + "]}";
    QCOMPARE(room::fitForRoom(entry)->payload, std::string(R"({"cut":true})"));
    // Small ones stay as they are.
    entry.text = "x";
    entry.payload = R"({"a":"b"})";
    QCOMPARE(room::fitForRoom(entry)->payload, std::string(R"({"a":"b"})"));
}

// What a store takes for a mark of the order of bytes would be gone, and the hash another one.
void TestRoomEntry::hasNoMarkOfTheOrderOfBytes()
{
    for (const char16_t mark : {u'\xfeff', u'\xfffe', u'\xffff'}) {
        telemetry::TimelineEntry entry;
        entry.kind = "note";
        entry.payload = "{}";
        entry.subject = (QString(QChar(mark)) + QChar(mark) + u"service"_s).toStdString();
        const auto fit = room::fitForRoom(entry);
        QVERIFY(fit);
        const QString read = QString::fromStdString(fit->subject);
        QVERIFY(!read.contains(QChar(mark)) && read.endsWith(u"service"_s));
        QCOMPARE(read.toStdString(), fit->subject);
    }
}

void TestRoomEntry::splitsTheSchema()
{
    for (const char* name : {"schema.sql", "roles.sql"}) {
        QFile file(QStringLiteral(PLUMBLINE_SOURCE_DIR "/resources/room/")
                   + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto statements = room::statementsOf(QString::fromUtf8(file.readAll()));
        QVERIFY(statements.size() > 5);
        for (const QString& statement : statements) // functions stay in one piece
            QVERIFY2(statement.count(QStringLiteral("$$")) % 2 == 0, qPrintable(statement));
    }
    QCOMPARE(
        room::statementsOf(QStringLiteral("-- version 1\nA;\n-- next\nB;\n-- version 2\nC;\n"), 2)
            .size(),
        std::size_t(1));
}

QTEST_GUILESS_MAIN(TestRoomEntry)
#include "tst_roomentry.moc"
