// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/recordeddrills.h"

#include <QTest>

#include <algorithm>

using practice::StandingLever;

namespace {

StandingLever lever(const std::string& kind, const std::string& target, const std::string& value)
{
    return {.kind = kind, .target = target, .value = value, .exists = true};
}

} // namespace

class TestRecordedLevers final : public QObject
{
    Q_OBJECT

private slots:
    void knownOnesAreOfTheBuiltInProfile();
    void othersGetAProfile();
    void hostileNamesAreLeftOut();
    void notesDoNotTellTheCure();
    void aLeadTooShortToLearnFromIsTold();
};

void TestRecordedLevers::knownOnesAreOfTheBuiltInProfile()
{
    std::vector<std::string> leftOut;
    QCOMPARE(commands::sandboxProfileText(
                 {{"breaker:support-bot", lever("breaker", "support-bot", "reset")}}, leftOut),
             std::string());
    QVERIFY(leftOut.empty());
    QVERIFY(commands::sandboxProfile({})->find("pin:support-bot") != nullptr);
    // Called alike, at a value that the drills that ship do not have.
    const auto other = commands::sandboxProfile(
        {{"index:support-bot", lever("index", "support-bot", "2024-01-01")}});
    QVERIFY(other);
    QVERIFY(other->find("index:support-bot")->values.empty());
}

void TestRecordedLevers::othersGetAProfile()
{
    const auto profile = commands::sandboxProfile(
        {{"breaker:shop", lever("breaker", "shop", "reset")},
         {"flag:checkout/model", lever("pin", "checkout/model", "gpt-x")}});
    QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
    QCOMPARE(profile->levers.size(), std::size_t{2});
    QVERIFY(profile->find("flag:checkout/model") != nullptr);
    QVERIFY(profile->find("breaker:shop") != nullptr);
    QVERIFY(profile->find("breaker:support-bot") == nullptr);
    QCOMPARE(profile->environment, std::string("sandbox"));
}

void TestRecordedLevers::hostileNamesAreLeftOut()
{
    std::vector<std::string> leftOut;
    const std::map<std::string, StandingLever> levers{
        {"flag:good", lever("pin", "good", "a")},
        {"flag:{{token}}", lever("pin", "{{token}}", "a")},
        {"flag:x\"\nbase_url: http://evil", lever("pin", "x", "a")},
        {"flag:long" + std::string(1000, 'x'), lever("pin", "x", "a")}};
    const std::string text = commands::sandboxProfileText(levers, leftOut);
    QCOMPARE(leftOut.size(), std::size_t{3});
    QVERIFY(text.find("evil") == std::string::npos);
    const auto profile = commands::sandboxProfile(levers);
    QVERIFY2(profile, profile ? "" : profile.error().message.c_str());
    QCOMPARE(profile->levers.size(), std::size_t{1});
    QVERIFY(commands::sandboxProfile({{"flag:{{x}}", lever("pin", "{{x}}", "a")}}));
}

void TestRecordedLevers::notesDoNotTellTheCure()
{
    practice::RecordedDrill drill;
    drill.incident = "INC-0007";
    drill.title = "index 7 holds the policy of last year";
    drill.cure = {.lever = "index:shop", .value = "2026-11-20"};
    drill.cureWhy = "the last lever";
    drill.times.cure = telemetry::Timestamp{};
    drill.levers = {{"index:shop", lever("index", "shop", "2026-11-27")}};
    std::string all;
    for (const std::string& note : commands::recordedDrillNotes(drill))
        all += note + '\n';
    QVERIFY(all.find("INC-0007") != std::string::npos);
    QVERIFY(all.find("index") == std::string::npos);
    QVERIFY(all.find("2026-11-20") == std::string::npos);
    drill.times.cure.reset();
    QVERIFY(commands::recordedDrillNotes(drill)[1].find("no lever is known") != std::string::npos);
}

void TestRecordedLevers::aLeadTooShortToLearnFromIsTold()
{
    practice::RecordedDrill drill;
    const auto isTold = [&drill] {
        return std::ranges::any_of(commands::recordedDrillNotes(drill), [](const auto& note) {
            return note.find("--lead") != std::string::npos;
        });
    };
    QVERIFY(!isTold()); // not counted is not few
    drill.answersBefore = 200;
    QVERIFY(!isTold());
    drill.answersBefore = 199;
    QVERIFY(isTold());
    drill.answersBefore = 0;
    QVERIFY(isTold());
}

QTEST_GUILESS_MAIN(TestRecordedLevers)
#include "tst_recordedlevers.moc"
