// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundfeatures.h"
#include "models/health/groundmodel.h"
#include "models/health/opposites.h"
#include "models/health/sentencealign.h"
#include "models/health/validator.h"
#include "models/health/words.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace health;

namespace {

const std::string kGroundContext =
    "Net income rose to 94 million dollars in the second quarter. Revenue fell by 3 percent. "
    "The board did not approve the merger with Northwind in July.";

Grounding grounded(const std::string& output, const std::string& context = kGroundContext)
{
    Subject subject;
    subject.task = "summary";
    return ground(subject, context, output);
}

// The value of a feature in the row of the token whose text begins with `word`.
int valueOf(const std::string& output, const std::string& word, TokenFeature feature)
{
    const Grounding grounding = grounded(output);
    for (std::size_t row = 0; row < grounding.table->rows(); ++row) {
        const Token& token = grounding.output[grounding.table->tokenOf(row)];
        if (output.compare(token.start, word.size(), word) == 0)
            return grounding.table->at(feature, row);
    }
    return -1;
}

// A model with one tree for each member: two thousandths where the token is novel, one for the
// first member's lexicon byte above 9, and weights that give the probability of one tenth of
// log-odds for each row.
std::string smallModel(const std::string& extra = {})
{
    std::string text = "# a comment\nbase 0 0 0 0 0\nspan 0.5\nusual AAAAA\nword "
        + QByteArray::number(static_cast<uint>((wordKey("Narwhal") << 1U) >> 32U), 16).toStdString()
        + " novel KJAAA\ndocument "
        + QByteArray::number(static_cast<uint>(hashOf(kGroundContext) >> 32U), 16).toStdString()
        + "\n";
    for (int member = 0; member < 5; ++member) {
        text += "tree " + std::to_string(member) + " 37 9 0 255 0 255 0 255 0 255 2 0";
        for (int leaf = 0; leaf < 64; ++leaf)
            text += ' ' + std::to_string((leaf % 2) * 2000 + (leaf / 32) * 5000);
        text += "\ntask qa " + std::to_string(member);
        for (std::size_t feature = 0; feature <= kAllFeatures; ++feature)
            text += feature == kAllFeatures ? " -1" : feature == kGroundFeatures ? " 1" : " 0";
        text += '\n';
    }
    return text + "share qa 0.4\n" + extra;
}

} // namespace

class TestGroundModel : public QObject
{
    Q_OBJECT

private slots:
    void treesAndLexiconAddUp()
    {
        const GroundModel model = GroundModel::parse(smallModel()).value();
        const Grounding grounding = grounded("Narwhal income rose, said Odile.");
        const GroundModel::Scores all = model.judge(grounding, "qa");
        QCOMPARE(all.tokens.size(), grounding.table->rows());
        // Narwhal: novel for all five (2.0), and one member of five adds 5 for its lexicon byte.
        QCOMPARE(all.tokens.front(), 3.0F);
        QCOMPARE(all.tokens.back(), 2.0F);
        QCOMPARE(all.tokens[1], 0.0F);
        // The highest score is 3, the intercept -1.
        QVERIFY(std::abs(all.probability - 1 / (1 + std::exp(-2.0))) < 1e-6);
        QCOMPARE(model.judge(grounding, "qa", 0).tokens.front(), 7.0F);
        QCOMPARE(model.judge(grounding, "qa", 1).tokens.front(), 2.0F);
        QCOMPARE(model.spanThreshold(), 0.5F);
    }

    // Rows are looked at in blocks: the last, part-filled block counts as the first does.
    void everyRowIsScored()
    {
        const GroundModel model = GroundModel::parse(smallModel()).value();
        for (const int words : {1, 15, 16, 17, 40}) {
            std::string output;
            for (int i = 0; i < words; ++i)
                output += i % 2 == 0 ? "zebra " : "income ";
            const GroundModel::Scores scores = model.judge(grounded(output), "qa");
            QCOMPARE(scores.tokens.size(), static_cast<std::size_t>(words));
            for (int i = 0; i < words; ++i)
                QCOMPARE(scores.tokens[static_cast<std::size_t>(i)], i % 2 == 0 ? 2.0F : 0.0F);
        }
    }

    void knowsWhatItHasSeen()
    {
        const GroundModel model = GroundModel::parse(smallModel()).value();
        QCOMPARE(model.memberWithout(kGroundContext).value(), hashOf(kGroundContext) % 5);
        QVERIFY(!model.memberWithout("another context"));
        QVERIFY(!GroundModel::shipped().memberWithout(kGroundContext));
    }

    void damageIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const QString whole = QString::fromStdString(smallModel());
        const QString line = QStringLiteral("groundedness model, line 18: cannot be read");
        QTest::newRow("nothing") << QString()
                                 << QStringLiteral("groundedness model: a part is missing");
        QTest::newRow("cut tree") << whole + QStringLiteral("tree 0 1 2 3") << line;
        QTest::newRow("no such column") << whole + QStringLiteral("tree 0 39 0") << line;
        QTest::newRow("no such member") << whole + QStringLiteral("task qa 5 1") << line;
        QTest::newRow("other features") << whole + QStringLiteral("features kind is_name") << line;
        QTest::newRow("no such share") << whole + QStringLiteral("share qa 1.5") << line;
        QTest::newRow("share of no task") << whole + QStringLiteral("share haiku 0.5") << line;
        QTest::newRow("no share") << QString(whole).remove(QStringLiteral("share qa 0.4\n"))
                                  << QStringLiteral("groundedness model: a part is missing");
        QTest::newRow("unknown line") << whole + QStringLiteral("forest 1") << line;
    }
    void damageIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const auto model = GroundModel::parse(text.toStdString());
        QVERIFY(!model);
        QCOMPARE(QString::fromStdString(model.error().message), message);
    }

    void detailsAreHeldAgainstTheMatch()
    {
        using enum TokenFeature;
        QCOMPARE(valueOf("Net income fell in the second quarter.", "fell", Opposite), 2);
        QCOMPARE(valueOf("Net income grew in the second quarter.", "grew", Opposite), 1);
        QCOMPARE(valueOf("Net income rose in the second quarter.", "rose", Novel), 0);
        QCOMPARE(valueOf("The board did approve the merger in July.", "approve", NegationNear), 4);
        QCOMPARE(valueOf("They did not approve the merger in July.", "approve", NegationNear), 1);
        QCOMPARE(valueOf("The merger with Northwind in August.", "August", Opposite), 2);
        QCOMPARE(valueOf("It rose to 94 million dollars.", "94", Unit), 1);
        QCOMPARE(valueOf("Net income rose to 94 percent in the second quarter.", "94", Unit), 2);
        QCOMPARE(valueOf("It rose to 94 million.", "94", InMatch), 1);
        QCOMPARE(valueOf("The board did not approve 94 mergers with Northwind.", "94", InMatch), 0);
        QCOMPARE(valueOf("Net profit rose to 94 million.", "rose", Slot), 0);
        QCOMPARE(valueOf("Revenue rose by 3 percent.", "rose", Slot), 2);
        QCOMPARE(valueOf("Net income rose to 94 million dollars.", "rose", RunTotal), 7);
    }

    void contrastsAreHeldAgainstTheMatch()
    {
        const auto contrasts = [](const std::string& output) {
            return grounded(output).table->contrasts;
        };
        QCOMPARE(contrasts("Net income rose in the second quarter.").denials, 0U);
        QCOMPARE(contrasts("Net income never rose in the second quarter.").denials, 1U);
        // The match denies it too, in other words.
        QCOMPARE(contrasts("The board didn't approve the merger in July.").denials, 0U);
        QCOMPARE(contrasts("The board approved only the merger with Northwind.").restrictions, 1U);
        // Each sentence against its own match.
        const Contrasts both =
            contrasts("Revenue fell instead. Net income rose, except in the second quarter.");
        QCOMPARE(both.restrictions, 2U);
        QCOMPARE(both.denials, 0U);
    }

    // Nobody need doubt what is quoted word for word; where a quote begins is looked at.
    void quotesAreNotScored()
    {
        const std::string output = "Net income rose to 94 million dollars in the second quarter.";
        QCOMPARE(valueOf(output, "million", TokenFeature::Novel), -1);
        QCOMPARE(valueOf(output, "rose", TokenFeature::Novel), 0);
        QCOMPARE(valueOf("Net income fell to 94 million dollars.", "million", TokenFeature::Novel),
                 0);
    }

    // More words than are remembered, so that most push another one out.
    void rememberedWordsAreNotMistaken()
    {
        for (int i = 0; i < 20'000; ++i) {
            std::string word = "w";
            for (int rest = i % 10'000; rest > 0; rest /= 26)
                word += static_cast<char>('a' + rest % 26);
            const std::vector<Token> tokens = tokenise(word, 10);
            QCOMPARE(tokens.size(), std::size_t{1});
            QCOMPARE(tokens.front().key, wordKey(word));
        }
        const std::string longWord(300, 'x'); // is cut, and not remembered
        QCOMPARE(tokenise(longWord, 10).front().key, wordKey(longWord.substr(0, 256)));
    }

    void opposites()
    {
        QVERIFY(sideOf(wordKey("increased")).excludes(sideOf(wordKey("decrease"))));
        QVERIFY(!sideOf(wordKey("increased")).excludes(sideOf(wordKey("rise"))));
        QVERIFY(sideOf(wordKey("Monday")).excludes(sideOf(wordKey("Friday"))));
        QCOMPARE(int(sideOf(wordKey("museum")).group), 0);
    }

    void sentencesFindTheirMatch()
    {
        const std::vector<Token> context = tokenise(kGroundContext, 1000);
        const ContextIndex index(context);
        SentenceAligner aligner(index);
        const std::vector<Token> tokens = tokenise("Northwind merger. Zebra stripes.", 100);
        std::vector<ContextIndex::Places> places;
        for (const Token& token : tokens)
            places.push_back(index.find(token.key));
        const Alignment found = aligner.align(tokens, places, {0, 2});
        QCOMPARE(index.sentenceOf(static_cast<std::uint32_t>(found.best.first)), 2U);
        QVERIFY(found.cover > 0.9);
        const Alignment none = aligner.align(tokens, places, {2, 4});
        QCOMPARE(none.match.last, none.match.first);
        QCOMPARE(none.cover, 0.0);
    }

    // The shipped numbers, on answers that nobody trained on.
    void wrongAnswersAreMoreSuspicious()
    {
        Subject subject;
        subject.context = kGroundContext;
        subject.prompt = "What happened to income, revenue and the merger?";
        const auto probability = [&subject](const char* task, const std::string& output) {
            subject.task = task;
            subject.output = output;
            return judgeGroundedness(subject).probability.value();
        };
        const std::string good =
            "Net income rose to 94 million dollars, while revenue fell by 3 percent.";
        const std::string invented =
            "Net income rose thanks to a new subscription product that Olaf "
            "Brandt launched in Toronto with 250 partners.";
        for (const char* task : {"qa", "summary", "data2txt", "dialogue", "chat"})
            QVERIFY2(probability(task, good) < probability(task, invented), task);
        QVERIFY(probability("summary", good) < probability(
                    "summary",
                    "Net income rose to 88 million dollars, while revenue fell by 3 percent."));
    }

    void reasonsNameWhatIsWrong()
    {
        Subject subject;
        subject.task = "summary";
        subject.context = kGroundContext;
        subject.output = "Net income rose to $88 million in the second quarter, Olaf Brandt said "
                         "after 5 weeks and 12 days.";
        const std::string reason = judgeGroundedness(subject).reason;
        QVERIFY2(reason.find("$88 million, 12 days") != std::string::npos, reason.c_str());
        QVERIFY2(reason.find("names that the context does not hold: Olaf, Brandt")
                     != std::string::npos,
                 reason.c_str());
    }
};

QTEST_GUILESS_MAIN(TestGroundModel)
#include "tst_groundmodel.moc"
