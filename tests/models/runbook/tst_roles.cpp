// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/roles.h"

#include <QTest>

using namespace runbook;

class TestRoles : public QObject
{
    Q_OBJECT

private slots:
    void aPersonIsOneInWhateverSpelling()
    {
        Roles roles;
        roles.people = {{"Ada Lovelace", Role::Commander}};
        roles.approvers = {{Role::Commander, true}};
        for (const char* spelling : {"Ada Lovelace", "ada lovelace", " ADA  LOVELACE",
                                     "\uff21da Lovelace", "Ada\u00a0Lovelace\u200b"}) {
            QVERIFY(roles.roleOf(spelling) == Role::Commander);
            QVERIFY(roles.mayApprove(spelling));
        }
        QVERIFY(roles.roleOf("") == Role::Observer);
        // Two spellings of one person in a file are one too many, and nobody has no role.
        const RolesReading twice = rolesFromYaml(
            "people:\n  ada: commander\n  Ada: observer\nroles: {responder: {approves: true}}\n");
        QCOMPARE(twice.problems.size(), std::size_t{1});
        QVERIFY2(twice.problems[0].message.find("are one person") != std::string::npos,
                 twice.problems[0].message.c_str());
        QCOMPARE(twice.problems[0].line, 3);
        QVERIFY(!rolesFromYaml("people: {\" \": commander}\nroles: {responder: {}}\n").roles);
    }

    void aFileIsRead()
    {
        const RolesReading reading = rolesFromYaml(R"(people:
  ada: commander
  bo: responder
everybody_else: observer
author_may_execute: false
roles:
  responder:
    moves:
      - kinds: [breaker, shed]
        directions: [safe]
      - kinds: [pin]
        directions: [safe, other]
        per_hour: 3
        blast_radius: 2000
  commander:
    approves: true
    moves:
      - directions: [safe, other]
)");
        QVERIFY2(reading.problems.empty(),
                 reading.problems.empty() ? "" : reading.problems.front().message.c_str());
        QVERIFY(reading.roles.has_value());
        const Roles& roles = *reading.roles;
        QVERIFY(roles.roleOf("ada") == Role::Commander);
        QVERIFY(roles.roleOf("cy") == Role::Observer);
        QVERIFY(!roles.mayAuthorExecute);
        QVERIFY(roles.mayApprove("ada"));
        QVERIFY(!roles.mayApprove("bo"));
        QVERIFY(roles.moveFor(Role::Responder, "breaker", Direction::Safe) != nullptr);
        QVERIFY(roles.moveFor(Role::Responder, "breaker", Direction::Other) == nullptr);
        const Move* pin = roles.moveFor(Role::Responder, "pin", Direction::Other);
        QVERIFY(pin != nullptr);
        QCOMPARE(pin->perHour, 3);
        QCOMPARE(pin->blastRadius, 2000);
        QVERIFY(roles.moveFor(Role::Observer, "breaker", Direction::Safe) == nullptr);
        QVERIFY(roles.moveFor(Role::Commander, "whatever", Direction::Other) != nullptr);
    }

    void problemsHaveTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("unknown role") << QByteArray("roles:\n  king: {}\n") << 2;
        QTest::newRow("unknown role of a person")
            << QByteArray("people:\n  ada: king\nroles: {}\n") << 2;
        QTest::newRow("unknown direction")
            << QByteArray("roles:\n  observer:\n    moves:\n      - directions: [up]\n") << 4;
        QTest::newRow("no directions")
            << QByteArray("roles:\n  observer:\n    moves:\n      - kinds: [pin]\n") << 4;
        QTest::newRow("bad count")
            << QByteArray("roles:\n  observer:\n    moves:\n      - directions: [safe]\n        "
                          "per_hour: 0\n")
            << 5;
        QTest::newRow("misspelt") << QByteArray("roles: {}\npoeple: {}\n") << 2;
        QTest::newRow("no map") << QByteArray("- ada\n") << 1;
        QTest::newRow("moves is no list")
            << QByteArray("roles:\n  observer:\n    moves: all\n") << 3;
    }
    void problemsHaveTheirPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const RolesReading reading = rolesFromYaml(text.toStdString());
        QVERIFY(!reading.roles.has_value());
        QVERIFY(!reading.problems.empty());
        QCOMPARE(reading.problems.front().line, line);
    }
};

QTEST_APPLESS_MAIN(TestRoles)
#include "tst_roles.moc"
