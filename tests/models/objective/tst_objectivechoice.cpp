// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/objective.h"

#include <QTest>

#include <string>
#include <vector>

using namespace objective;

class TestObjectiveChoice : public QObject
{
    Q_OBJECT

private slots:
    // Whatever comes first in the file: what is of all answers goes before what is of some.
    void ofAllAnswersGoesFirst()
    {
        Objective part;
        part.name = "part";
        part.service = "shop";
        part.check = "format";
        part.model = "m";
        part.operation = "chat";
        Objective whole = part;
        whole.name = "whole";
        whole.model.clear();
        whole.operation.clear();
        Objective other = whole;
        other.name = "other";
        other.check = "truncation";
        const std::vector<Objective> all{other, part, whole};
        QCOMPARE(objectiveFor(all, "shop", "format")->name, std::string("whole"));
        const std::vector<Objective> parts{other, part};
        QCOMPARE(objectiveFor(parts, "shop", "format")->name, std::string("part"));
        QVERIFY(objectiveFor(all, "shop", "groundedness") == nullptr);
        QVERIFY(objectiveFor(all, "bank", "format") == nullptr);
        QCOMPARE(scopeText(part), std::string("model m, operation chat"));
        QCOMPARE(scopeText(whole), std::string());
    }
};

QTEST_GUILESS_MAIN(TestObjectiveChoice)
#include "tst_objectivechoice.moc"
