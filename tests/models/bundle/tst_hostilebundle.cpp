// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/store/sqlite.h"
#include "tests/models/bundle/bundlefixture.h"

#include <QTest>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

using namespace bundletest;

// What anybody may send: it is refused with a reason, and nothing of it is left.
class TestHostileBundle : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Case> m_case;
    std::string m_good; // bytes of a good one
    std::vector<RawMember> m_members;

    // Refused, and as if it had never been.
    void refused(const std::string& bytes, const char* why)
    {
        write(m_case->path("x.plumbundle"), bytes);
        const auto opened = bundle::open(m_case->path("x.plumbundle"), {}, m_case->path("x"));
        if (opened) // what follows fails for its own reason
            std::filesystem::remove_all(m_case->path("x"));
        QVERIFY2(!opened, why);
        QVERIFY2(opened.error().message.find("x.plumbundle") != std::string::npos,
                 opened.error().message.c_str());
        QVERIFY2(m_case->names() == (std::vector<std::string>{"good.plumbundle", "x.plumbundle"}),
                 why);
    }

private slots:
    void initTestCase()
    {
        m_case = std::make_unique<Case>();
        const auto key = *bundle::SigningKey::generate();
        const auto made = bundle::make(m_case->request("good.plumbundle", &key));
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        m_good = bytesOf(m_case->path("good.plumbundle"));
        m_members = membersOf(m_case->path("good.plumbundle"));
        QCOMPARE(m_members.size(), 4U);
        // The members in a container of ours are a good bundle: what follows fails for its reason.
        write(m_case->path("x.plumbundle"), container(m_members));
        const auto opened = bundle::open(m_case->path("x.plumbundle"), {}, m_case->path("x"));
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        std::filesystem::remove_all(m_case->path("x"));
    }

    void otherNames()
    {
        for (const char* name : {"../evil", "/tmp/evil", "a/../../evil", "recording.plumb/x", "..",
                                 "", "REPORT.MD", "report.md\n"}) {
            auto members = m_members;
            members[2].name = name;
            refused(container(members), name);
            members = m_members;
            members.push_back({name, "x"}); // one more
            refused(container(members), name);
        }
        QVERIFY(!std::filesystem::exists(m_case->path("../evil")));
    }

    void otherThanFiles()
    {
        for (const auto kind : {RawMember::Symlink, RawMember::Hardlink, RawMember::Folder}) {
            auto members = m_members;
            members[2].kind = kind;
            members[2].bytes = "/etc/passwd";
            refused(container(members), "no plain file");
        }
    }

    void membersTwiceMissingOrAstray()
    {
        auto members = m_members;
        members.insert(members.begin() + 2, m_members[2]);
        refused(container(members), "a member twice");
        members = m_members;
        members.insert(members.begin() + 1, m_members[0]);
        refused(container(members), "two manifests");
        members = m_members;
        members.push_back(m_members[0]);
        refused(container(members), "a manifest at the end");
        members = m_members;
        members.pop_back();
        refused(container(members), "no recording");
        members = m_members;
        std::swap(members[2], members[3]);
        refused(container(members), "another order");
        refused(container({}), "nothing");
        refused(container({m_members[3]}), "no manifest");
    }

    void otherContent()
    {
        for (const std::size_t which :
             {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
            auto members = m_members;
            members[which].bytes[members[which].bytes.size() / 2] ^= 1;
            refused(container(members), members[which].name.c_str());
            members = m_members;
            members[which].bytes += 'x';
            refused(container(members), members[which].name.c_str());
        }
        // A manifest of somebody's own, under the old signature.
        auto members = m_members;
        auto manifest = *bundle::manifestFrom(members[0].bytes);
        manifest.madeBy = "somebody else";
        members[0].bytes = toJson(manifest);
        refused(container(members), "signature");
        // The signature taken off, but not its name.
        members = m_members;
        members[1].bytes = toJson(bundle::Signature());
        refused(container(members), "stripped");
    }

    // Recordings that fit their hashes, but are not what they have to be.
    void foreignRecordingInside_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("why");
        QTest::newRow("a changed entry")
            << QByteArray("UPDATE timeline SET text='never said' WHERE sequence=3")
            << QByteArray("entry 3");
        QTest::newRow("the newest entry gone") << QByteArray(
            "DELETE FROM timeline WHERE sequence=(SELECT max(sequence) FROM timeline)")
                                               << QByteArray("is not the one");
        QTest::newRow("a trigger")
            << QByteArray("CREATE TRIGGER t AFTER INSERT ON timeline BEGIN DELETE FROM spans; END")
            << QByteArray("triggers");
        QTest::newRow("a view") << QByteArray("CREATE VIEW v AS SELECT 1") << QByteArray("views");
        QTest::newRow("another program's")
            << QByteArray("PRAGMA application_id=7") << QByteArray("another program");
        QTest::newRow("a newer schema")
            << QByteArray("PRAGMA user_version=999") << QByteArray("newer");
    }
    void foreignRecordingInside()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, why);
        auto members = m_members;
        write(m_case->path("inside"), members[3].bytes);
        {
            auto database =
                *store::Database::open(m_case->path("inside"), store::Database::Mode::ReadWrite);
            QVERIFY(database.execute(sql.constData()));
        }
        members[3].bytes = bytesOf(m_case->path("inside"));
        std::filesystem::remove(m_case->path("inside"));
        auto manifest = *bundle::manifestFrom(members[0].bytes);
        manifest.members.back().size = static_cast<std::int64_t>(members[3].bytes.size());
        manifest.members.back().sha256 = bundle::sha256(members[3].bytes);
        manifest.signer.clear();
        members[0].bytes = toJson(manifest);
        members[1].bytes = toJson(bundle::Signature());
        refused(container(members), sql.constData());
        const auto opened = bundle::open(m_case->path("x.plumbundle"), {}, m_case->path("x"));
        QVERIFY2(opened.error().message.find(why.toStdString()) != std::string::npos,
                 opened.error().message.c_str());
    }

    void somethingBehind()
    {
        refused(m_good + "x", "a byte behind the frame");
        refused(m_good + m_good, "another bundle behind it");
        refused(container(m_members, "hidden"), "bytes behind the tar");
    }

    void bombs()
    {
        // 200 MiB of nothing in some kilobytes.
        refused(compressed(std::string(std::size_t{200} << 20U, '\0')), "zeros");
        auto members = m_members;
        members[0].bytes = std::string(std::size_t{4} << 20U, ' ') + members[0].bytes;
        refused(container(members), "a huge manifest");
        members = m_members;
        auto manifest = *bundle::manifestFrom(members[0].bytes);
        manifest.members.back().size = std::int64_t{60} << 30;
        manifest.signer.clear();
        members[0].bytes = toJson(manifest);
        members[1].bytes = toJson(bundle::Signature());
        refused(container(members), "a size that is not so");
    }

    // At every byte of a small one, and every so often of a whole one.
    void cutShort()
    {
        const std::string small = container({{"manifest.json", "{}"}, {"signature.json", "{}"}});
        for (std::size_t size = 0; size < small.size(); ++size) {
            const std::string bytes = small.substr(0, size);
            const auto reader = bundle::ArchiveReader::openBytes(bytes);
            bool isRefused = !reader;
            while (!isRefused) {
                const auto entry = (*reader)->next();
                isRefused = !entry || (*entry && !(*reader)->readAll(100));
                QVERIFY2(isRefused || *entry, std::to_string(size).c_str()); // never a good end
            }
        }
        for (std::size_t size = 0; size < m_good.size(); size += 1 + m_good.size() / 150)
            refused(m_good.substr(0, size), "cut short");
        refused(m_good.substr(0, m_good.size() - 1), "one byte short");
    }

    void changedBytes()
    {
        for (std::size_t place = 0; place < m_good.size();
             place += 97 * (1 + m_good.size() / 40'000)) {
            std::string bytes = m_good;
            bytes[place] = static_cast<char>(bytes[place] ^ 0x41);
            refused(bytes, std::to_string(place).c_str());
        }
    }

    void foreignFiles()
    {
        refused("", "empty");
        refused("PK\x03\x04", "a zip");
        refused(std::string(5000, 'a'), "text");
        refused(bytesOf(m_case->recording().path()), "a recording");
        refused(compressed("no tar at all"), "no tar");
        const auto folder = bundle::open(m_case->path(""), {}, m_case->path("x"));
        QVERIFY(!folder);
        QVERIFY(!bundle::open(m_case->path("nowhere"), {}, m_case->path("x")));
    }

    // In words of the file, and with a way on.
    void saysWhatIsBroken()
    {
        const auto told = [&](const std::string& bytes, const std::vector<std::string>& words) {
            write(m_case->path("x.plumbundle"), bytes);
            const auto opened = bundle::open(m_case->path("x.plumbundle"), {}, m_case->path("x"));
            const std::string message = opened ? "it was opened" : opened.error().message;
            for (const std::string& word : words)
                QVERIFY2(message.find(word) != std::string::npos, (word + ": " + message).c_str());
        };
        const auto bytesHere = [](const std::string& bytes) {
            return "(" + std::to_string(bytes.size()) + " bytes here)";
        };
        auto members = m_members;
        std::string& noise = members[3].bytes; // nothing that packs: its middle is that of the file
        noise.assign(std::size_t{1} << 20U, '\0');
        std::uint32_t state = 7;
        for (char& c : noise) {
            state = state * 1'664'525U + 1'013'904'223U;
            c = static_cast<char>(state >> 24U);
        }
        auto manifest = *bundle::manifestFrom(members[0].bytes);
        manifest.members.back().size = static_cast<std::int64_t>(noise.size());
        manifest.signer.clear();
        members[0].bytes = toJson(manifest);
        members[1].bytes = toJson(bundle::Signature());
        const std::string whole = container(members);
        const std::string half = whole.substr(0, whole.size() / 2);
        told(half,
             {"cut short", "the file ends after " + std::to_string(half.size()) + " bytes",
              "in the recording (recording.plumb), of which", " of 1048576 bytes can be read",
              "is not opened", "nothing was changed", "Ask its sender", bytesHere(half),
              "SHA-256"});
        told(whole,
             {"the recording (recording.plumb) is not what manifest.json says", "SHA-256",
              "Ask its sender", bytesHere(whole)});
        const std::string less = m_good.substr(0, m_good.size() - 1);
        told(less, {"cut short", "after " + std::to_string(less.size()) + " bytes"});
        told("", {"it is empty", "Ask its sender"});
        members = m_members;
        members[0].bytes.resize(20);
        told(container(members), {"manifest.json is no JSON object", "Ask its sender"});
        members = m_members;
        members[0].bytes.insert(1, " ");
        told(container(members), {"the signature (signature.json) does not fit the manifest"});
        members = m_members;
        members.erase(members.begin() + 2);
        told(container(members), {"another part stands where the report (report.md) has to be"});
        std::filesystem::remove(m_case->path("x.plumbundle"));
    }

    // The file may be whole, and whoever sent it would send the same.
    void aFailedReadIsNoDamage()
    {
        const std::string path = "/proc/self/mem"; // a plain file, and nothing can be read at 0
        if (::access(path.c_str(), R_OK) != 0)
            QSKIP("no file here that cannot be read");
        const std::string expected =
            path + " cannot be read: " + std::strerror(EIO) + ". Nothing was changed.";
        const auto shown = bundle::show(path, {});
        QVERIFY(!shown && shown.error().kind == telemetry::ErrorKind::Unreadable);
        QCOMPARE(shown.error().message, expected);
        const auto opened = bundle::open(path, {}, m_case->path("x"));
        QVERIFY(!opened);
        QCOMPARE(opened.error().message, expected);
    }

    void laterFormatSaysWhichVersion()
    {
        auto members = m_members;
        const std::string format = "\"format\": 1";
        members[0].bytes.replace(members[0].bytes.find(format), format.size(), "\"format\": 2");
        write(m_case->path("x.plumbundle"), container(members));
        const auto opened = bundle::open(m_case->path("x.plumbundle"), {}, m_case->path("x"));
        QVERIFY(!opened && opened.error().message.find("version 0.1.0") != std::string::npos);
        // Whoever sent it would send the same.
        QVERIFY(opened.error().message.find("sender") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestHostileBundle)
#include "tst_hostilebundle.moc"
