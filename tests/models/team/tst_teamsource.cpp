// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/config/document.h"
#include "models/team/teamcopy.h"
#include "models/team/teamsource.h"
#include "tests/models/net/rawsocket.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <mutex>
#include <string>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using telemetry::ErrorKind;

namespace {

const std::string kTeamText = R"({"plumbline_settings": 1, "settings": {"look/theme": "dark"}})";

std::string replyOf(const std::string& status, const std::string& body)
{
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
        + body;
}

} // namespace

class TestTeamSource : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aCheckoutSaysItsCommit();
    void jsonGoesBeforeYaml();
    void aFolderThatHasNothingSaysSo();
    void aLinkLeadsNowhereElse();
    void oneFileOfAUrlIsRead();
    void whatAServerMayNotDo();
    void theLastGoodCopyIsKept();

private:
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    bool git(const QStringList& arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(u"git"_s,
                      QStringList{u"-c"_s, u"user.name=t"_s, u"-c"_s, u"user.email=t@t"_s}
                          + arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestTeamSource::aCheckoutSaysItsCommit()
{
    write(u"plumbline.json"_s, QByteArray::fromStdString(kTeamText));
    const auto plain = team::readTeam(m_folder->path(), {});
    QVERIFY(plain);
    QCOMPARE(plain->commit, QString());
    QCOMPARE(plain->label(), m_folder->path());

    QVERIFY(git({u"init"_s, u"-q"_s}) && git({u"add"_s, u"."_s})
            && git({u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s}));
    const auto committed = team::readTeam(m_folder->path(), {});
    QVERIFY(committed);
    QCOMPARE(committed->commit.size(), 40);
    QVERIFY(committed->isCommitted);
    QCOMPARE(committed->label(), committed->commit.left(8));

    write(u"plumbline.json"_s, R"({"plumbline_settings": 1, "settings": {}})");
    const auto edited = team::readTeam(m_folder->path(), {});
    QVERIFY(edited);
    QCOMPARE(edited->commit, committed->commit);
    QVERIFY(!edited->isCommitted);
    QVERIFY(edited->label().contains(u"changed since"_s));
}

void TestTeamSource::jsonGoesBeforeYaml()
{
    write(u"plumbline.yaml"_s, "plumbline_settings: 1\nsettings:\n  look/theme: light\n");
    const auto yaml = team::readTeam(m_folder->path(), {});
    QVERIFY(yaml);
    QCOMPARE(config::readDocument(yaml->text).values.value(u"look/theme"_s), u"light"_s);
    write(u"plumbline.json"_s, QByteArray::fromStdString(kTeamText));
    const auto json = team::readTeam(m_folder->path(), {});
    QVERIFY(json);
    QCOMPARE(config::readDocument(json->text).values.value(u"look/theme"_s), u"dark"_s);
}

void TestTeamSource::aFolderThatHasNothingSaysSo()
{
    const auto none = team::readTeam(m_folder->path(), {});
    QVERIFY(!none && none.error().kind == ErrorKind::Unreadable);
    const auto gone = team::readTeam(m_folder->filePath(u"gone"_s), {});
    QVERIFY(!gone && gone.error().message.find("no such folder") != std::string::npos);
    write(u"plumbline.json"_s, "{");
    const auto broken = team::readTeam(m_folder->path(), {});
    QVERIFY(!broken && broken.error().message.find("plumbline.json") != std::string::npos);
    QVERIFY(QDir(m_folder->path()).mkdir(u"sub"_s));
    QVERIFY(!team::readTeam(u"relative"_s, {}));
    QVERIFY(!team::readTeam({}, {}));
}

void TestTeamSource::aLinkLeadsNowhereElse()
{
    const QString inside = m_folder->filePath(u"checkout"_s);
    QVERIFY(QDir(m_folder->path()).mkdir(u"checkout"_s));
    write(u"own.json"_s, QByteArray::fromStdString(kTeamText));
    QVERIFY(QFile::link(m_folder->filePath(u"own.json"_s), inside + u"/plumbline.json"_s));
    const auto out = team::readTeam(inside, {});
    QVERIFY(!out && out.error().message.find("leads out of the folder") != std::string::npos);
    // A link inside of it is as good as the file, and the folder may be behind one.
    QVERIFY(QFile::remove(inside + u"/plumbline.json"_s));
    write(u"checkout/settings.json"_s, QByteArray::fromStdString(kTeamText));
    QVERIFY(QFile::link(u"settings.json"_s, inside + u"/plumbline.json"_s));
    QVERIFY(QFile::link(inside, m_folder->filePath(u"behind"_s)));
    const auto read = team::readTeam(m_folder->filePath(u"behind"_s), {});
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->text.toStdString(), kTeamText);
}

void TestTeamSource::oneFileOfAUrlIsRead()
{
    std::mutex mutex;
    std::string seen;
    nettest::ScriptedServer server([&](nettest::RawSocket& peer) {
        const std::scoped_lock lock(mutex);
        seen = peer.readUntil("\r\n\r\n");
        peer.send(replyOf("200 OK", kTeamText));
    });
    const QString url = QString::fromStdString(server.url()) + u"/team.json"_s;
    const auto copy = team::readTeam(url, "t0ken");
    QVERIFY2(copy, copy ? "" : copy.error().message.c_str());
    QCOMPARE(copy->text.toStdString(), kTeamText);
    QCOMPARE(copy->label(), u"127.0.0.1"_s);
    QVERIFY(copy->readAt != telemetry::Timestamp());
    const std::scoped_lock lock(mutex);
    QVERIFY(seen.find("GET /team.json ") == 0);
    QVERIFY(seen.find("Authorization: Bearer t0ken\r\n") != std::string::npos);
}

void TestTeamSource::whatAServerMayNotDo()
{
    const auto readOf = [](const std::string& reply, const team::TeamLimits& limits = {}) {
        nettest::ScriptedServer server([&reply](nettest::RawSocket& peer) {
            peer.readUntil("\r\n\r\n");
            if (reply.empty())
                peer.readAll(); // says nothing until the client gives up
            else
                peer.send(reply);
        });
        return team::readTeam(QString::fromStdString(server.url()), "t0ken", nullptr, limits);
    };
    for (const std::string& reply :
         {replyOf("404 Not Found", kTeamText), replyOf("500 Oh", ""),
          // Followed, it would take the token elsewhere.
          std::string("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                      "Content-Length: 0\r\n\r\n")}) {
        const auto copy = readOf(reply);
        QVERIFY(!copy && copy.error().kind == ErrorKind::Unreachable);
        QVERIFY(copy.error().message.find("t0ken") == std::string::npos);
    }
    const auto html = readOf(replyOf("200 OK", "<html>Sign in</html>"));
    QVERIFY(!html && html.error().kind == ErrorKind::Unreadable);
    const auto large = readOf(replyOf("200 OK", std::string(5000, ' ') + kTeamText),
                              {.connect = 2s, .whole = 5s, .bytes = 2000});
    QVERIFY(!large && large.error().kind == ErrorKind::Unreachable);
    const auto silent = readOf({}, {.connect = 2s, .whole = 300ms, .bytes = 2000});
    QVERIFY(!silent && silent.error().kind == ErrorKind::Unreachable);
    const auto gone =
        team::readTeam(u"http://127.0.0.1:%1/x"_s.arg(nettest::unusedPort()), {}, nullptr);
    QVERIFY(!gone && gone.error().kind == ErrorKind::Unreachable);
}

void TestTeamSource::theLastGoodCopyIsKept()
{
    const QString cache = m_folder->filePath(u"cache/team"_s);
    team::TeamCopy copy{.source = u"https://example.org/a"_s,
                        .file = u"https://example.org/a"_s,
                        .text = QByteArray::fromStdString(kTeamText),
                        .commit = {},
                        .isCommitted = false,
                        .readAt = telemetry::fromUnixNanos(1'764'000'000'123'456'789)};
    QVERIFY(!team::keptCopy(copy.source, cache));
    QVERIFY(team::keepCopy(copy, cache));
    const auto kept = team::keptCopy(copy.source, cache);
    QVERIFY(kept);
    QCOMPARE(kept->text, copy.text);
    QVERIFY(kept->readAt == copy.readAt);
    QVERIFY(!team::keptCopy(u"https://example.org/b"_s, cache));
    const QStringList files = QDir(cache).entryList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile broken(QDir(cache).filePath(files[0]));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"source\":");
    broken.close();
    QVERIFY(!team::keptCopy(copy.source, cache));
}

QTEST_GUILESS_MAIN(TestTeamSource)
#include "tst_teamsource.moc"
