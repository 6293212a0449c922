// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/textclusters.h"

#include <QTest>

#include <map>
#include <random>
#include <string>
#include <vector>

using similarity::MinHash;
using similarity::minHashOf;
using similarity::similarityOf;
using similarity::TextClusters;

namespace {

std::string word(std::mt19937& random, unsigned words)
{
    static const char* const kParts[] = {"ba", "ko", "ri",  "tel", "sum",
                                         "vo", "na", "pli", "der", "ox"};
    unsigned long number = random() % words;
    std::string text;
    for (int i = 0; i < 4; ++i, number /= 10)
        text += kParts[number % 10];
    return text;
}

std::vector<std::string> sentence(std::mt19937& random, unsigned length)
{
    std::vector<std::string> words;
    for (unsigned i = 0; i < length; ++i)
        words.push_back(word(random, 5000));
    return words;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& one : words)
        text += (text.empty() ? "" : " ") + one;
    return text;
}

// Of pairs in one cluster, how many belong together; of those that belong together, how many are in
// one cluster.
struct Quality
{
    double precision = 0;
    double recall = 0;
};

Quality qualityOf(const std::vector<std::size_t>& planted, const std::vector<std::size_t>& found)
{
    const auto pairs = [](const auto& counts) {
        double sum = 0;
        for (const auto& [key, count] : counts)
            sum += count * (count - 1) / 2;
        return sum;
    };
    std::map<std::size_t, double> byPlanted;
    std::map<std::size_t, double> byFound;
    std::map<std::pair<std::size_t, std::size_t>, double> byBoth;
    for (std::size_t i = 0; i < planted.size(); ++i) {
        ++byPlanted[planted[i]];
        ++byFound[found[i]];
        ++byBoth[{planted[i], found[i]}];
    }
    return {.precision = pairs(byBoth) / pairs(byFound),
            .recall = pairs(byBoth) / pairs(byPlanted)};
}

} // namespace

class TestTextClusters : public QObject
{
    Q_OBJECT

private slots:
    void otherFiguresAreTheSameText();
    void similarityIsTheShareOfPairs();
    void plantedClustersAreFound();
    void aClusterKeepsItsNumber();
    void emptyTextsStayAlone();
    void anythingGoes();
    void theMedoidIsMostLikeTheOthers();
};

void TestTextClusters::otherFiguresAreTheSameText()
{
    const MinHash one =
        minHashOf("Order 1,204 was refunded on 2026-11-03, EUR 19.90 to card 4411.");
    const MinHash other = minHashOf("order 77 was refunded on 2026-09-30, EUR 5.00 to card 9034");
    QCOMPARE(similarityOf(one, other), 1.0);
    QCOMPARE(similarityOf(minHashOf("Call `tally.fetch_all` with cus_42 first."),
                          minHashOf("Call `core.list_of_plans` with cus_7 first.")),
             1.0);
    QVERIFY(similarityOf(one, minHashOf("The parcel left the depot this morning.")) < 0.1);
}

void TestTextClusters::similarityIsTheShareOfPairs()
{
    std::mt19937 random(4);
    double error = 0;
    constexpr int kRounds = 50;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::string> words = sentence(random, 200);
        const MinHash whole = minHashOf(joined(words));
        words.resize(100); // half of the pairs
        const double estimate = similarityOf(whole, minHashOf(joined(words)));
        QVERIFY(std::abs(estimate - 0.5) < 0.3);
        error += (estimate - 0.5) / kRounds;
    }
    QVERIFY(std::abs(error) < 0.04);
}

// Forty templates of one to three sentences with other figures, names and a few other words each,
// among a thousand texts like no other.
void TestTextClusters::plantedClustersAreFound()
{
    std::mt19937 random(1);
    std::vector<std::vector<std::string>> templates;
    for (unsigned i = 0; i < 40; ++i)
        templates.push_back(sentence(random, 12 + i));
    std::vector<std::size_t> planted;
    std::vector<std::size_t> found;
    TextClusters clusters;
    for (std::size_t i = 0; i < 5000; ++i) {
        const bool isNoise = i % 5 == 0;
        const std::size_t which = random() % templates.size();
        std::vector<std::string> words = isNoise ? sentence(random, 20) : templates[which];
        for (std::size_t slot = 3; slot < words.size(); slot += 10)
            words[slot] = std::to_string(random() % 100'000);
        for (int edits = 0; edits < 2; ++edits)
            words[random() % words.size()] = word(random, 5000);
        planted.push_back(isNoise ? 1000 + i : which);
        found.push_back(clusters.add(minHashOf(joined(words))));
    }
    for (std::size_t& one : found)
        one = clusters.rootOf(one);
    const Quality quality = qualityOf(planted, found);
    qInfo("planted clusters: pairwise precision %.4f, recall %.4f", quality.precision,
          quality.recall);
    QVERIFY(quality.precision > 0.99);
    QVERIFY(quality.recall > 0.95);
}

void TestTextClusters::aClusterKeepsItsNumber()
{
    std::mt19937 random(2);
    const std::vector<std::string> first = sentence(random, 30);
    const std::vector<std::string> second = sentence(random, 30);
    TextClusters clusters;
    const std::size_t one = clusters.add(minHashOf(joined(first)));
    const std::size_t other = clusters.add(minHashOf(joined(second)));
    QVERIFY(one != other);
    for (int i = 0; i < 200; ++i) {
        std::vector<std::string> words = i % 2 == 0 ? first : second;
        words[random() % words.size()] = word(random, 5000);
        QCOMPARE(clusters.rootOf(clusters.add(minHashOf(joined(words)))), i % 2 == 0 ? one : other);
        clusters.add(minHashOf(joined(sentence(random, 30))));
    }
    QCOMPARE(clusters.rootOf(one), one);
    QCOMPARE(clusters.rootOf(other), other);
}

void TestTextClusters::emptyTextsStayAlone()
{
    TextClusters clusters;
    QVERIFY(minHashOf("").isEmpty());
    QVERIFY(minHashOf("... !?").isEmpty());
    QVERIFY(clusters.add(minHashOf("")) != clusters.add(minHashOf("")));
    QCOMPARE(similarityOf(minHashOf(""), minHashOf("")), 0.0);
}

void TestTextClusters::anythingGoes()
{
    std::mt19937 random(9);
    TextClusters clusters;
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (std::size_t length = random() % 60; length > 0; --length)
            text += static_cast<char>(random() % 256);
        const std::size_t cluster = clusters.add(minHashOf(text));
        QVERIFY(cluster < clusters.count());
        QVERIFY(clusters.rootOf(cluster) <= cluster);
    }
}

void TestTextClusters::theMedoidIsMostLikeTheOthers()
{
    std::mt19937 random(6);
    const std::vector<std::string> middle = sentence(random, 40);
    std::vector<MinHash> texts;
    for (int i = 0; i < 8; ++i) {
        std::vector<std::string> words = middle;
        for (std::size_t at = static_cast<std::size_t>(i) * 5;
             at < static_cast<std::size_t>(i) * 5 + 5; ++at)
            words[at] = word(random, 5000);
        texts.push_back(minHashOf(joined(words)));
    }
    texts.insert(texts.begin() + 3, minHashOf(joined(middle)));
    std::vector<const MinHash*> pointers;
    for (const MinHash& text : texts)
        pointers.push_back(&text);
    QCOMPARE(similarity::medoidOf(pointers), 3U);
}

QTEST_GUILESS_MAIN(TestTextClusters)

#include "tst_textclusters.moc"
