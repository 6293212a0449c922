// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/contaminationbench.h"
#include "app/bench/contaminationtext.h"

#include <QTest>

#include <set>
#include <string>

class TestContaminationBench : public QObject
{
    Q_OBJECT

private slots:
    // The cascade of `bench contamination`, smaller: what it promises has to hold here too.
    void mostOfACascadeIsFoundAndNothingElse()
    {
        bench::ContaminationSettings settings;
        settings.generations = 12'000;
        settings.anchorGenerations = 2'000;
        const auto figures = bench::benchContamination(settings);
        QVERIFY2(figures, figures ? "" : figures.error().message.c_str());
        const std::string told = "copies " + std::to_string(figures->copiesFound) + " of "
            + std::to_string(figures->copies) + ", edits " + std::to_string(figures->editsFound)
            + " of " + std::to_string(figures->edits) + ", wrong "
            + std::to_string(figures->listedWrongly) + " of " + std::to_string(figures->listed);
        QVERIFY2(figures->copies > 100 && figures->edits > 100, told.c_str());
        QVERIFY2(figures->nearMisses > 100, told.c_str());
        QVERIFY2(figures->recallOfCopies() >= 0.95, told.c_str());
        QVERIFY2(figures->recallOfEdits() >= 0.7, told.c_str());
        QVERIFY2(figures->precision() >= 0.95, told.c_str());
        QVERIFY(figures->anchorGenerations >= 2'000);
        QVERIFY(figures->anchorCopies > 0);
    }

    void theSameSeedGivesTheSameTraffic()
    {
        bench::ContaminationTraffic one(300, 5);
        bench::ContaminationTraffic other(300, 5);
        std::string service;
        std::size_t spans = 0;
        for (;;) {
            const auto mine = one.next(service);
            const auto theirs = other.next(service);
            QCOMPARE(mine.size(), theirs.size());
            if (mine.empty())
                break;
            spans += mine.size();
            QCOMPARE(mine.back().id, theirs.back().id);
        }
        QVERIFY(spans >= 300);
        QVERIFY(!one.planted().empty());
        QCOMPARE(one.planted().size(), other.planted().size());
    }
};

QTEST_APPLESS_MAIN(TestContaminationBench)
#include "tst_contaminationbench.moc"
