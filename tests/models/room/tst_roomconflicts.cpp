// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomconflicts.h"
#include "models/room/roomhandover.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

namespace {

// A room as its store has it, with consoles that read and say.
class Talk
{
public:
    room::RoomEntry& say(const std::string& console, std::int64_t seen, const std::string& kind,
                         const std::string& subject, const std::string& payload)
    {
        room::RoomEntry entry;
        entry.sequence = static_cast<std::int64_t>(entries.size()) + 1;
        entry.uuid = console + std::to_string(entry.sequence);
        entry.console = console;
        entry.account = console;
        entry.authorSequence = ++m_authors[console].first;
        std::string& hash = m_authors[console].second;
        entry.previousHash = hash.empty() ? room::kNoHash : hash;
        entry.seen = seen;
        entry.entry.kind = kind;
        entry.entry.subject = subject;
        entry.entry.text = kind + " of " + subject;
        entry.entry.payload = payload;
        entry.hash = hash = room::entryHash(entry, "main");
        entries.push_back(entry);
        return entries.back();
    }
    std::vector<room::Conflict> conflicts() const
    {
        room::ConflictFinder finder("main");
        for (const room::RoomEntry& entry : entries)
            finder.add(entry);
        return finder.conflicts();
    }

    std::deque<room::RoomEntry> entries;

private:
    std::map<std::string, std::pair<std::int64_t, std::string>> m_authors;
};

std::string commanderSaid(const std::string& who)
{
    return R"({"what":"commander","recording":"r","commander":")" + who + "\"}";
}

std::string handover(const std::string& to, const std::string& summary)
{
    return R"({"what":"handover","recording":"r","to":")" + to + R"(","summary":")" + summary
        + "\"}";
}

} // namespace

class TestRoomConflicts : public QObject
{
    Q_OBJECT

private slots:
    void tellsTwoCommanders();
    void tellsAHandOverBesideACommander();
    void leavesOneAfterTheOtherAlone();
    void leavesTheSameWordAlone();
    void tellsIncidentsOfTwoRecordingsApart();
    void tellsAStepSettledTwice();
    void tellsApprovedAndDeclined();
    void tellsTwoFirings();
    void settlesByWhoReadBoth();
    void believesNobodyWhoReadTheFuture();
    void tellsAlteredRows();
    void findsTheSameInEveryOrder();
    void handsOver();
    void handsOverTheCommand();
    void tellsWhatWasHandedOverAndClosed();
    void tellsWhatIsStillMoved();
};

void TestRoomConflicts::tellsTwoCommanders()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", commanderSaid("ada"));
    talk.say("bob", 0, "incident", "INC-0001", commanderSaid("bob"));
    const auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].kind == room::Conflict::Kind::Incident);
    QVERIFY(!found[0].isSettled);
    QCOMPARE(found[0].entries, (std::vector<std::int64_t>{1, 2}));
    QVERIFY(found[0].text.find("ada") != std::string::npos);
    QVERIFY(found[0].text.find("bob") != std::string::npos);
}

void TestRoomConflicts::tellsAHandOverBesideACommander()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", handover("bob", "the index is rebuilt"));
    talk.say("eve", 0, "incident", "INC-0001", commanderSaid("bob")); // both say the same
    QVERIFY(talk.conflicts().empty());
    talk.say("dan", 0, "incident", "INC-0001", commanderSaid("dan"));
    auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].entries, (std::vector<std::int64_t>{1, 2, 3}));
    QVERIFY2(
        found[0].text.find("of commander of INC-0001: ada said bob; eve said bob; dan said dan")
            != std::string::npos,
        found[0].text.c_str());
    talk.say("ada", 3, "incident", "INC-0001", handover("bob", "settled")); // had read them all
    found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].isSettled);
}

void TestRoomConflicts::leavesOneAfterTheOtherAlone()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", commanderSaid("ada"));
    talk.say("bob", 1, "incident", "INC-0001", commanderSaid("bob"));
    talk.say("bob", 0, "incident", "INC-0002", commanderSaid("bob"));
    talk.say("ada", 2, "incident", "INC-0001", R"({"what":"severity","severity":"1"})");
    QVERIFY(talk.conflicts().empty());
}

void TestRoomConflicts::leavesTheSameWordAlone()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", commanderSaid("ada"));
    talk.say("bob", 0, "incident", "INC-0001", commanderSaid("ada"));
    QVERIFY(talk.conflicts().empty());
}

// A number is its recording's own: the first incident of each is INC-0001.
void TestRoomConflicts::tellsIncidentsOfTwoRecordingsApart()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", R"({"what":"commander","commander":"ada"})");
    talk.say("bob", 0, "incident", "INC-0001", R"({"what":"commander","commander":"bob"})");
    QVERIFY(talk.conflicts().empty()); // of which recording is not told
    telemetry::TimelineEntry entry;
    entry.kind = "incident";
    entry.payload = R"({"what":"severity","severity":1})";
    talk.say("ada", 0, "incident", "INC-0001", room::ofRecording(entry, "r1").payload);
    entry.payload = R"({"what":"severity","severity":2})";
    talk.say("bob", 0, "incident", "INC-0001", room::ofRecording(entry, "r2").payload);
    QVERIFY(talk.conflicts().empty());
    talk.say("eve", 0, "incident", "INC-0001", room::ofRecording(entry, "r1").payload);
    QCOMPARE(talk.conflicts().size(), std::size_t(1)); // another console at ada's recording
    QCOMPARE(talk.conflicts()[0].entries, (std::vector<std::int64_t>{3, 5}));
    entry.kind = "note";
    QCOMPARE(room::ofRecording(entry, "r1").payload, entry.payload);
}

void TestRoomConflicts::tellsAStepSettledTwice()
{
    Talk talk;
    talk.say("ada", 0, "step", "rebuild", R"({"step":"drain","state":"done"})");
    talk.say("bob", 0, "step", "rebuild", R"({"step":"drain","state":"done"})");
    talk.say("bob", 0, "step", "rebuild", R"({"step":"other","state":"done"})");
    const auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].kind == room::Conflict::Kind::Step);
}

void TestRoomConflicts::tellsApprovedAndDeclined()
{
    Talk talk;
    talk.say("ada", 0, "approval", "kv", R"({"approves":"abc"})");
    talk.say("bob", 0, "approval", "kv", R"({"approves":"abc"})"); // two who agree are none
    QVERIFY(talk.conflicts().empty());
    talk.say("eve", 0, "approval", "kv", R"({"declines":"abc"})");
    const auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].kind == room::Conflict::Kind::Approval);
}

void TestRoomConflicts::tellsTwoFirings()
{
    Talk talk;
    talk.say("ada", 0, "action", "kv", R"({"to":"a"})");
    talk.say("ada", 0, "action", "kv", R"({"to":"a","outcome":"verified"})");
    QVERIFY(talk.conflicts().empty());
    talk.say("bob", 0, "action", "kv", R"({"to":"b"})");
    const auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].kind == room::Conflict::Kind::Firing);
}

void TestRoomConflicts::settlesByWhoReadBoth()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001", commanderSaid("ada"));
    talk.say("bob", 0, "incident", "INC-0001", commanderSaid("bob"));
    talk.say("ada", 1, "incident", "INC-0001", commanderSaid("eve")); // has not read bob's
    QCOMPARE(talk.conflicts().size(), std::size_t(1));
    QVERIFY(!talk.conflicts()[0].isSettled);
    talk.say("bob", 3, "incident", "INC-0001", commanderSaid("eve"));
    QCOMPARE(talk.conflicts().size(), std::size_t(1));
    QVERIFY(talk.conflicts()[0].isSettled);
}

void TestRoomConflicts::believesNobodyWhoReadTheFuture()
{
    Talk talk;
    talk.say("ada", 100, "incident", "INC-0001", commanderSaid("ada"));
    talk.say("bob", 0, "incident", "INC-0001", commanderSaid("bob"));
    QCOMPARE(talk.conflicts().size(), std::size_t(1));
}

void TestRoomConflicts::tellsAlteredRows()
{
    Talk talk;
    talk.say("ada", 0, "note", "", "{}");
    talk.say("ada", 1, "note", "", "{}");
    talk.say("ada", 2, "note", "", "{}");
    talk.say("bob", 3, "note", "", "{}");
    QVERIFY(talk.conflicts().empty());

    const auto whole = talk.entries;
    talk.entries[1].entry.text = "never said";
    auto found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QVERIFY(found[0].kind == room::Conflict::Kind::Altered);
    QCOMPARE(found[0].entries, std::vector<std::int64_t>{2});

    talk.entries = whole; // with a hash of its own: the one after it tells
    talk.entries[1].entry.text = "never said";
    talk.entries[1].hash = room::entryHash(talk.entries[1], "main");
    found = talk.conflicts();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].entries, std::vector<std::int64_t>{3});

    talk.entries = whole;
    talk.entries.erase(talk.entries.begin() + 1);
    QVERIFY(!talk.conflicts().empty());
}

// The rows of several consoles arrive in any order that keeps each console's own: whether two words
// are concurrent is told by what their authors had read, not by who came first.
void TestRoomConflicts::findsTheSameInEveryOrder()
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        const int consoles = 2 + static_cast<int>(random() % 4U);
        std::vector<int> left(static_cast<std::size_t>(consoles), 1);
        Talk talk;
        while (std::any_of(left.begin(), left.end(), [](int n) { return n > 0; })) {
            const std::size_t next = random() % left.size();
            if (left[next]-- <= 0)
                continue;
            const std::string who(1, static_cast<char>('a' + static_cast<char>(next)));
            talk.say(who, 0, "incident", "INC-0001", commanderSaid(who));
        }
        const auto found = talk.conflicts();
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found[0].entries.size(), static_cast<std::size_t>(consoles));
        QVERIFY(!found[0].isSettled);
    }
}

void TestRoomConflicts::handsOver()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001",
             R"({"what":"opened","title":"Answers without passages","severity":2})");
    talk.say("ada", 0, "incident", "INC-0001", R"({"what":"link","title":"A channel"})");
    talk.say("bob", 0, "incident", "INC-0001", R"({"what":"opened","title":"Bob's own"})");
    talk.say("bob", 0, "incident", "INC-0001", R"({"what":"closed"})"); // no word on Ada's
    talk.say("ada", 1, "incident", "INC-0002", R"({"what":"opened","title":"Over"})");
    talk.say("ada", 2, "incident", "INC-0002", R"({"what":"closed"})");
    talk.say("ada", 3, "action", "kv", R"({"to":"b"})");
    talk.say("bob", 4, "approval", "kv", R"({"asks":"abc"})");
    talk.say("bob", 5, "message", "", "{}").entry.text = "hello\x1b[31m\nworld";
    room::Presence bob;
    bob.who = {.console = "b", .person = "Bob", .account = "bob", .host = "h"};
    bob.ageSeconds = 20;
    room::LockState lock{"prod/kv/kv", bob.who, 3, 10};
    const std::string text = room::toText(room::handoverOf(talk.entries, {bob}, {lock}, {}, true));
    QVERIFY(text.find("title: Answers without passages  severity: 2") != std::string::npos);
    QVERIFY(text.find("Bob's own") == std::string::npos);
    QVERIFY(text.substr(0, text.find("\nDone")).find("INC-0002") == std::string::npos); // over
    QVERIFY(text.find("fired, end not told:") != std::string::npos);
    QVERIFY(text.find("approval asked, not answered:") != std::string::npos);
    QVERIFY(text.find("prod/kv/kv is held by Bob (bob) on h") != std::string::npos);
    QVERIFY(text.find("not heard of for 20 s") != std::string::npos);
    QVERIFY(text.find('\x1b') == std::string::npos);
    QVERIFY(text.find("was not read") == std::string::npos);
    talk.say("ada", 6, "action", "kv", R"({"to":"b","outcome":"unknown"})");
    QVERIFY(
        room::toText(room::handoverOf(talk.entries, {}, {}, {}, true)).find("fired, end not told:")
        != std::string::npos);
    talk.say("ada", 7, "rung", "kv", R"({"rung":"in_effect","state":"reached","settles":true})");
    const std::string later = room::toText(room::handoverOf(talk.entries, {}, {}, {}, false));
    QVERIFY(later.find("fired, end not told:") == std::string::npos);
    QVERIFY(later.find("was not read") != std::string::npos);
}

// Whoever it was handed to commands it; of a closed one nobody does.
void TestRoomConflicts::handsOverTheCommand()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001",
             R"({"what":"opened","recording":"r","title":"Wrong","commander":"ada"})");
    talk.say("ada", 1, "incident", "INC-0001", handover("bob", "the index is rebuilt"));
    const auto told = [&talk] {
        return room::toText(room::handoverOf(talk.entries, {}, {}, {}, true));
    };
    QVERIFY2(told().find("commander: bob") != std::string::npos, told().c_str());
    QVERIFY2(told().find("commander: ada") == std::string::npos, told().c_str());
    talk.say("ada", 2, "incident", "INC-0001", R"({"what":"closed","recording":"r"})");
    talk.say("ada", 3, "incident", "INC-0001", handover("eve", "for the postmortem"));
    talk.say("ada", 4, "incident", "INC-0001", R"({"what":"reopened","recording":"r"})");
    QVERIFY2(told().find("commander: bob") != std::string::npos, told().c_str());
}

void TestRoomConflicts::tellsWhatWasHandedOverAndClosed()
{
    Talk talk;
    talk.say("ada", 0, "incident", "INC-0001",
             R"({"what":"opened","recording":"r","severity":1,"status":"investigating"})");
    talk.say("ada", 1, "incident", "INC-0001", handover("bob", "the index is rebuilt")).entry.text =
        "Handed over to bob";
    QCOMPARE(room::openIncidentsOf(talk.entries),
             (std::vector<std::string>{"INC-0001 of ada, SEV1, investigating, commanded by bob"}));
    talk.say("bob", 2, "incident", "INC-0001", R"({"what":"closed","recording":"r"})").entry.text =
        "Closed INC-0001: well again";
    QVERIFY(room::openIncidentsOf(talk.entries).empty());
    const auto told = room::handoverOf(talk.entries, {}, {}, {}, true);
    QCOMPARE(told.sections[1].title, std::string("Done"));
    const auto& done = told.sections[1].lines;
    QCOMPARE(done.size(), std::size_t(2));
    QVERIFY2(done[0].find("ada: Handed over to bob: the index is rebuilt (INC-0001 of ada)")
                 != std::string::npos,
             done[0].c_str());
    QVERIFY2(done[1].find("bob: Closed INC-0001: well again (INC-0001 of ada)")
                 != std::string::npos,
             done[1].c_str());
}

void TestRoomConflicts::tellsWhatIsStillMoved()
{
    Talk talk;
    const auto fire = [&talk](const char* kind, const std::string& from, const std::string& to,
                              const std::string& outcome, const std::string& lever = "breaker:a") {
        talk.say("zelda", 0, kind, lever,
                 R"({"before":{"value":")" + from + R"("},"to":")" + to + R"(","outcome":")"
                     + outcome + "\"}");
    };
    const auto open = [&talk] {
        return room::handoverOf(talk.entries, {}, {}, {}, true).sections[0].lines;
    };
    fire("action", "reset", "tripped", "refused");
    QVERIFY(open().empty());
    fire("action", "reset", "tripped", "verified");
    QCOMPARE(open().size(), std::size_t(1));
    QVERIFY2(open()[0] == "still moved: breaker:a tripped by zelda at 1970-01-01T00:00:00Z",
             open()[0].c_str());
    fire("undo", "tripped", "reset", "refused"); // which took nothing back
    QCOMPARE(open().size(), std::size_t(1));
    fire("undo", "tripped", "reset", "verified");
    QVERIFY(open().empty());
    fire("action", "reset", "tripped", "verified");
    fire("action", "reset", "tripped", "verified", "breaker:b");
    fire("action", "tripped", "reset", "verified");
    QCOMPARE(open().size(), std::size_t(1)); // of the same lever alone
    QVERIFY(open()[0].find("breaker:b") != std::string::npos);
    fire("action", "m-1", "m-2", "verified", "pin:c");
    fire("action", "m-2", "m-3", "not_yet_visible", "pin:c");
    QVERIFY2(open()[1].find("pin:c m-3 by zelda") != std::string::npos, open()[1].c_str());
    QVERIFY2(open()[1].find("not seen in effect yet") != std::string::npos, open()[1].c_str());
    fire("undo", "m-3", "m-2", "verified", "pin:c"); // one step of two
    QVERIFY2(open()[1].find("pin:c m-2 by zelda") != std::string::npos, open()[1].c_str());
    fire("action", "m-2", "m-1", "verified", "pin:c");
    QCOMPARE(open().size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestRoomConflicts)
#include "tst_roomconflicts.moc"
