// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/sqlite.h"
#include "tests/models/bundle/bundlefixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <set>

#include <sys/stat.h>

using namespace bundletest;
using namespace storetest;

namespace {

unsigned modeOf(const std::string& path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777U : 0;
}

} // namespace

class TestBundle : public QObject
{
    Q_OBJECT

private slots:
    void opensElsewhereWithAllThatWasPut()
    {
        const Case given;
        const auto key = *bundle::SigningKey::generate();
        const auto made = bundle::make(given.request("a.plumbundle", &key));
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        QCOMPARE(made->bytes, std::int64_t(std::filesystem::file_size(given.path("a.plumbundle"))));
        QCOMPARE(modeOf(given.path("a.plumbundle")), 0600U);
        QCOMPARE(given.names(), std::vector<std::string>{"a.plumbundle"}); // nothing is left beside
        const std::vector<bundle::TrustedKey> trusted{{key.publicKey(), "Ada"}};
        const auto opened = bundle::open(given.path("a.plumbundle"), trusted, given.path("a"));
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QVERIFY(opened->verified.manifest == made->manifest);
        QVERIFY(opened->verified.trust == bundle::Trust::Trusted);
        QCOMPARE(opened->verified.signerName, std::string("Ada"));
        QCOMPARE(bytesOf(given.path("a/report.md")), std::string("# Wrong hours\n"));
        QCOMPARE(modeOf(given.path("a")), 0700U);
        std::vector<std::string> unpacked;
        for (const auto& entry : std::filesystem::directory_iterator(given.path("a")))
            unpacked.push_back(entry.path().filename());
        std::ranges::sort(unpacked);
        QCOMPARE(unpacked,
                 (std::vector<std::string>{"manifest.json", "recording.plumb", "report.md"}));
        QCOMPARE(modeOf(opened->recording), 0600U);
        const auto reader = *store::Reader::open(opened->recording);
        const auto whole = given.recording().reader();
        const store::View view{.range = {.start = at(900), .end = at(2700)}, .knownAt = at(2700)};
        QCOMPARE(*reader->spans(view, {}), *whole->spans(view, {}));
    }

    // All entries of the original under their own hashes, and one that tells of the bundle.
    void chainGoesOnFromTheOriginal()
    {
        const Case given;
        const auto before = *given.recording().reader()->verify();
        const auto made = *bundle::make(given.request("a.plumbundle"));
        QCOMPARE(made.manifest.originalEntries, before.entries);
        QCOMPARE(made.manifest.originalLastHash, before.lastHash);
        QCOMPARE(made.manifest.entries, before.entries + 1);
        QVERIFY(!made.manifest.isRebuilt && made.manifest.isPart);
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const auto entries = *(*store::Reader::open(opened.recording))->timeline({});
        QCOMPARE(entries.back().kind, std::string("recording"));
        QCOMPARE(entries.back().previousHash, before.lastHash);
        QVERIFY(entries.back().payload.find(before.lastHash) != std::string::npos);
        // The original was only read.
        QCOMPARE(given.recording().reader()->verify()->lastHash, before.lastHash);
    }

    void saysWhoSigned()
    {
        const Case given;
        const auto key = *bundle::SigningKey::generate();
        QVERIFY(bundle::make(given.request("signed.plumbundle", &key)));
        QVERIFY(bundle::make(given.request("plain.plumbundle")));
        const auto unknown = bundle::verify(given.path("signed.plumbundle"), {}, given.path(""));
        QVERIFY(unknown && unknown->trust == bundle::Trust::UnknownKey);
        QCOMPARE(unknown->fingerprint, bundle::fingerprint(key.publicKey()));
        QVERIFY(bundle::trustText(*unknown).find(unknown->fingerprint) != std::string::npos);
        const auto plain = bundle::verify(given.path("plain.plumbundle"), {}, given.path(""));
        QVERIFY(plain && plain->trust == bundle::Trust::NotSigned && plain->fingerprint.empty());
        const auto other = *bundle::SigningKey::generate();
        const auto still = bundle::verify(given.path("signed.plumbundle"),
                                          {{other.publicKey(), "Eve"}}, given.path(""));
        QVERIFY(still && still->trust == bundle::Trust::UnknownKey);
        QCOMPARE(given.names(),
                 (std::vector<std::string>{"plain.plumbundle", "signed.plumbundle"}));
    }

    void madeOverNothing()
    {
        const Case given;
        write(given.path("a.plumbundle"), "mine");
        QVERIFY(!bundle::make(given.request("a.plumbundle")));
        QCOMPARE(bytesOf(given.path("a.plumbundle")), std::string("mine"));
        QCOMPARE(given.names(), std::vector<std::string>{"a.plumbundle"});
        QVERIFY(bundle::make(given.request("b.plumbundle")));
        std::filesystem::create_directory(given.path("b"));
        QVERIFY(!bundle::open(given.path("b.plumbundle"), {}, given.path("b")));
        QVERIFY(std::filesystem::is_empty(given.path("b")));
    }

    void leavesNothingWhenItFails()
    {
        const Case given;
        auto request = given.request("a.plumbundle");
        request.documents =
            [](const std::string&,
               const bundle::Manifest&) -> telemetry::Result<std::vector<bundle::Document>> {
            return telemetry::failure(telemetry::ErrorKind::Refused, "no report");
        };
        QVERIFY(!bundle::make(request));
        request.documents =
            [](const std::string&,
               const bundle::Manifest&) -> telemetry::Result<std::vector<bundle::Document>> {
            return std::vector<bundle::Document>{{.name = "../evil", .bytes = "x"}};
        };
        QVERIFY(!bundle::make(request));
        QVERIFY(given.names().empty());
    }

    // Files beside it that stood there before are not ours, whatever they are called.
    void leavesWhatStoodBesideIt()
    {
        const Case given;
        const std::vector<std::string> names{"a.plumbundle.clean", "a.plumbundle.cut",
                                             "a.plumbundle.cut.whole", "a.plumbundle.partial"};
        for (const std::string& name : names)
            write(given.path(name), "mine");
        auto request = given.request("a.plumbundle");
        request.redactor = redact::Redactor::shipped();
        const auto made = bundle::make(request);
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        for (const std::string& name : names)
            QCOMPARE(bytesOf(given.path(name)), std::string("mine"));
        QCOMPARE(given.names().size(), names.size() + 1);
    }

    // Asked often enough that each phase notices, and nothing is left of any of them.
    void isBrokenOffInEachPhase()
    {
        const Case given;
        auto request = given.request("a.plumbundle");
        request.redactor = redact::Redactor::shipped();
        int asked = 0;
        request.goesOn = [&asked] { return ++asked > 0; };
        QVERIFY(bundle::make(request));
        const int all = asked;
        QVERIFY(all > 100);
        std::set<std::string> said;
        for (int most = 0; most < all; most += 1 + all / 25) {
            asked = 0;
            request.out = given.path("b.plumbundle");
            request.goesOn = [&asked, most] { return ++asked <= most; };
            const auto made = bundle::make(request);
            QVERIFY(!made);
            QVERIFY(made.error().kind == telemetry::ErrorKind::Refused);
            said.insert(made.error().message);
            QCOMPARE(asked, most + 1); // and at once
            QCOMPARE(given.names(), std::vector<std::string>{"a.plumbundle"});
        }
        // The last questions, one by one: hashing, packing, and before it gets its name.
        for (int most = all - 24; most < all; ++most) {
            asked = 0;
            request.goesOn = [&asked, most] { return ++asked <= most; };
            const auto made = bundle::make(request);
            QVERIFY(!made);
            said.insert(made.error().message);
            QCOMPARE(given.names(), std::vector<std::string>{"a.plumbundle"});
        }
        QVERIFY(said.contains("Cutting the recording was broken off."));
        QVERIFY(said.contains("Making the bundle was broken off."));
        QVERIFY(std::ranges::any_of(
            said, [](const std::string& each) { return each.starts_with("Reading "); }));
        QVERIFY(std::ranges::any_of(
            said, [](const std::string& each) { return each.starts_with("Writing "); }));
    }

    // What was unpacked once is vouched for only as long as it is that.
    void whatWasUnpackedIsLookedAtAgain()
    {
        const Case given;
        QVERIFY(bundle::make(given.request("a.plumbundle")));
        const auto opened = *bundle::open(given.path("a.plumbundle"), {}, given.path("a"));
        const bundle::Manifest& manifest = opened.verified.manifest;
        const auto checked = bundle::checkUnpacked(given.path("a"), manifest);
        QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
        QVERIFY(store::Reader::open(opened.recording)); // reading changes nothing
        QVERIFY(bundle::checkUnpacked(given.path("a"), manifest));
        {
            const auto database =
                *store::Database::open(opened.recording, store::Database::Mode::ReadWrite);
            QVERIFY(database.execute("UPDATE suspicions SET reasons='none'"));
            QVERIFY(database.execute("UPDATE timeline SET text='other' WHERE sequence=1"));
            // Still in the log beside it.
            QVERIFY(!bundle::checkUnpacked(given.path("a"), manifest));
        }
        const auto changed = bundle::checkUnpacked(given.path("a"), manifest);
        QVERIFY(!changed && changed.error().kind == telemetry::ErrorKind::Refused);
        std::filesystem::remove(opened.recording);
        QVERIFY(!bundle::checkUnpacked(given.path("a"), manifest));
    }

    void readingIsBrokenOff()
    {
        const Case given;
        QVERIFY(bundle::make(given.request("a.plumbundle")));
        const auto no = [] { return false; };
        const auto verified = bundle::verify(given.path("a.plumbundle"), {}, given.path(""), no);
        QVERIFY(!verified && verified.error().kind == telemetry::ErrorKind::Refused);
        const auto opened = bundle::open(given.path("a.plumbundle"), {}, given.path("a"), no);
        QVERIFY(!opened && opened.error().kind == telemetry::ErrorKind::Refused);
        QCOMPARE(given.names(), std::vector<std::string>{"a.plumbundle"});
    }

    // A recording whose timeline was tampered with is not passed on as if it held.
    void refusesABrokenChain()
    {
        const Case given;
        given.recording().tamper("UPDATE timeline SET text='other' WHERE sequence=2");
        const auto made = bundle::make(given.request("a.plumbundle"));
        QVERIFY(!made && made.error().message.find("entry 2") != std::string::npos);
        QVERIFY(given.names().empty());
    }

    void keysInPem()
    {
        const auto key = *bundle::SigningKey::generate();
        const auto read = bundle::SigningKey::fromPem(key.pem());
        QVERIFY(read && read->publicKey() == key.publicKey());
        QVERIFY(bundle::isSignedBy("a", read->sign("a"), key.publicKey()));
        QVERIFY(!bundle::isSignedBy("b", read->sign("a"), key.publicKey()));
        QVERIFY(!bundle::SigningKey::fromPem("nothing"));
        const std::string lines = "# mine\n\n" + bundle::lineOf({key.publicKey(), "Ada L"}) + "\n";
        const auto trusted = bundle::trustedKeysFrom(lines, "keys");
        QVERIFY(trusted && trusted->size() == 1);
        QCOMPARE(trusted->front().name, std::string("Ada L"));
        QVERIFY(trusted->front().publicKey == key.publicKey());
        const auto wrong = bundle::trustedKeysFrom("ed25519 AAAA\n", "keys");
        QVERIFY(!wrong && wrong.error().message.find("keys:1") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
