// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/differencewords.h"
#include "models/items/formats.h"

#include <QTest>

class TestDifferenceWords : public QObject
{
    Q_OBJECT

private slots:
    // The shares are those whose difference is told beside them.
    void sharesGoWithTheEffect()
    {
        differences::DifferenceRow row;
        row.counts = {.suspectsWith = 94, .suspects = 100, .restWith = 24, .rest = 100};
        row.weighed = attribution::weighed(row.counts);
        const QString plain = items::sharesText(row);
        QCOMPARE(plain,
                 QStringLiteral("%1 of the suspects, %2 of the rest")
                     .arg(items::percentText(0.94), items::percentText(0.24)));
        row.weighed = {.suspectsWith = 40, .suspects = 50, .restWith = 20, .rest = 80};
        QCOMPARE(items::sharesText(row),
                 QStringLiteral("%1 of the suspects, %2 of the rest, alike answers of one "
                                "conversation taken together (of all answers %3 and %4)")
                     .arg(items::percentText(0.8), items::percentText(0.25),
                          items::percentText(0.94), items::percentText(0.24)));
    }

    // That nothing is sure never says that the others have it too.
    void fewTellNothingForSure()
    {
        differences::Differences all;
        all.suspects = 5;
        all.rest = 300;
        all.tries = 87284;
        QCOMPARE(items::nothingSureText(all, false),
                 QStringLiteral("Nothing that these 5 suspects share is surer than chance. With "
                                "87,284 values and ranges compared, so few tell nothing for sure. "
                                "That does not say that they share nothing."));
        all.suspects = 500;
        all.unsure.emplace_back();
        QCOMPARE(items::nothingSureText(all, false),
                 QStringLiteral("Nothing that these 500 suspects share is surer than chance. Below "
                                "is what differs most, not sure: it could be chance."));
    }
};

QTEST_GUILESS_MAIN(TestDifferenceWords)
#include "tst_differencewords.moc"
