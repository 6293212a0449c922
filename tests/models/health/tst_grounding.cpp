// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/validator.h"

#include <QTest>

#include <string>

using namespace health;
using telemetry::EvaluationState;

// What groundedness says of short answers and of code, where a word more or less is all there is.
class TestGrounding : public QObject
{
    Q_OBJECT

    static Judgement judged(const char* task, const char* context, const QByteArray& output)
    {
        Subject subject;
        subject.task = task;
        subject.context = context;
        subject.prompt = "What are the rules?";
        subject.output = output.toStdString();
        return judgeGroundedness(subject);
    }

    static constexpr const char* kRules =
        "Opened software cannot be returned. Unopened boxes can be returned "
        "within 30 days. Shipping costs are not refunded. The company was "
        "founded by Anna Jones in Leiden in 1987. The parcel weighs 12 kg and "
        "arrives in 3 weeks. The meeting takes place on 3 May at noon. Plan "
        "Basic costs 5 EUR a month and plan Pro costs 9 EUR a month. The Pro "
        "plan is cheaper than the Max plan. The limit was raised from 10 to 20 "
        "requests per second in March.";
    static constexpr const char* kReference =
        "Reference of the tally SDK. client.list_invoices(customer_id, limit) "
        "returns the open invoices. client.void_invoice(id) voids one. client = "
        "tally.Client(key). Command tallyctl deploy takes --env and --wait.";

private slots:
    // Half a word that a limit of tokens left is no name that was made up.
    void whatWasCutOffIsNotMadeUp()
    {
        Subject subject;
        subject.task = "code";
        subject.context = kReference;
        subject.prompt = "How do I deploy?";
        subject.output = "Run `tallyctl deploy --env prod --wai";
        QVERIFY(judgeGroundedness(subject).reason.find("--wai") != std::string::npos);
        subject.finishReason = "length";
        QVERIFY2(judgeGroundedness(subject).reason.find("--wai") == std::string::npos,
                 judgeGroundedness(subject).reason.c_str());
    }

    void digitsOfOtherScriptsAreNumbers()
    {
        const char* const context = "يمكن إرجاع الأحذية خلال 30 يومًا من الشراء.";
        const Judgement same = judged("qa", context, "يمكن إرجاع الأحذية خلال ٣٠ يومًا من الشراء.");
        QVERIFY2(same.state == EvaluationState::Passed, same.reason.c_str());
        QVERIFY2(same.reason.find("٣٠") == std::string::npos, same.reason.c_str());
        const Judgement other = judged("qa", context, "يمكن إرجاع الأحذية خلال ٩٠ يومًا من الشراء.");
        QVERIFY2(other.reason.find("number") != std::string::npos
                     || other.reason.find("90") != std::string::npos,
                 other.reason.c_str());
    }

    void lettersOfJapaneseAreNoWords()
    {
        const Judgement wrong = judged("qa", "靴は購入後30日以内に返品できます。",
                                       "靴は購入後90日以内であれば返品できます。");
        QVERIFY2(wrong.reason.find("90") != std::string::npos, wrong.reason.c_str());
        for (const char* letter : {"あ", "れ", "ば"})
            QVERIFY2(wrong.reason.find(letter) == std::string::npos, wrong.reason.c_str());
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("isWrong");
        QTest::newRow("sound: Opened software cannot be returned.")
            << QByteArray("Opened software cannot be returned.") << false;
        QTest::newRow("sound: No, opened software can't be returned.")
            << QByteArray("No, opened software can't be returned.") << false;
        QTest::newRow("sound: Unopened boxes can be returned within 30 days.")
            << QByteArray("Unopened boxes can be returned within 30 days.") << false;
        QTest::newRow("sound: Shipping costs are not refunded.")
            << QByteArray("Shipping costs are not refunded.") << false;
        QTest::newRow("sound: The company was founded in 1987 by Anna Jones in L")
            << QByteArray("The company was founded in 1987 by Anna Jones in Leiden.") << false;
        QTest::newRow("sound: The parcel weighs 12 kg.")
            << QByteArray("The parcel weighs 12 kg.") << false;
        QTest::newRow("sound: It arrives in 3 weeks.")
            << QByteArray("It arrives in 3 weeks.") << false;
        QTest::newRow("sound: The meeting is on 3 May at noon.")
            << QByteArray("The meeting is on 3 May at noon.") << false;
        QTest::newRow("sound: The Basic plan costs 5 EUR a month.")
            << QByteArray("The Basic plan costs 5 EUR a month.") << false;
        QTest::newRow("sound: Plan Pro costs 9 EUR a month.")
            << QByteArray("Plan Pro costs 9 EUR a month.") << false;
        QTest::newRow("sound: The Pro plan is cheaper than the Max plan.")
            << QByteArray("The Pro plan is cheaper than the Max plan.") << false;
        QTest::newRow("sound: The limit was raised to 20 requests per second.")
            << QByteArray("The limit was raised to 20 requests per second.") << false;
        QTest::newRow("sound: Boxes that were not opened can be returned within ")
            << QByteArray("Boxes that were not opened can be returned within 30 days.") << false;
        QTest::newRow("sound: Anna Jones founded the company.")
            << QByteArray("Anna Jones founded the company.") << false;
        QTest::newRow("sound: If the software was opened it cannot be returned.")
            << QByteArray("If the software was opened it cannot be returned.") << false;
        QTest::newRow("sound: You have 30 days to return an unopened box.")
            << QByteArray("You have 30 days to return an unopened box.") << false;
        QTest::newRow("sound: Nothing is said of gift cards.")
            << QByteArray("Nothing is said of gift cards.") << false;
        QTest::newRow("sound: Software that is still sealed may go back within 3")
            << QByteArray("Software that is still sealed may go back within 30 days.") << false;
        QTest::newRow("wrong: Opened software can be returned.")
            << QByteArray("Opened software can be returned.") << true;
        QTest::newRow("wrong: Yes, opened software can be returned.")
            << QByteArray("Yes, opened software can be returned.") << true;
        QTest::newRow("wrong: Unopened boxes can be returned within 60 days.")
            << QByteArray("Unopened boxes can be returned within 60 days.") << true;
        QTest::newRow("wrong: Unopened boxes cannot be returned within 30 days.")
            << QByteArray("Unopened boxes cannot be returned within 30 days.") << true;
        QTest::newRow("wrong: Shipping costs are refunded.")
            << QByteArray("Shipping costs are refunded.") << true;
        QTest::newRow("wrong: The company was founded by Anna Smith in Leiden in")
            << QByteArray("The company was founded by Anna Smith in Leiden in 1987.") << true;
        QTest::newRow("wrong: The company was founded by Anna Jones in Utrecht i")
            << QByteArray("The company was founded by Anna Jones in Utrecht in 1987.") << true;
        QTest::newRow("wrong: The parcel weighs 12 pounds and arrives in 3 weeks")
            << QByteArray("The parcel weighs 12 pounds and arrives in 3 weeks.") << true;
        QTest::newRow("wrong: The parcel weighs 12 kg and arrives in 3 days.")
            << QByteArray("The parcel weighs 12 kg and arrives in 3 days.") << true;
        QTest::newRow("wrong: The meeting takes place on 30 May at noon.")
            << QByteArray("The meeting takes place on 30 May at noon.") << true;
        QTest::newRow("wrong: The meeting takes place on 3 June at noon.")
            << QByteArray("The meeting takes place on 3 June at noon.") << true;
        QTest::newRow("wrong: The Max plan is cheaper than the Pro plan.")
            << QByteArray("The Max plan is cheaper than the Pro plan.") << true;
        QTest::newRow("wrong: The limit was raised from 10 to 50 requests per se")
            << QByteArray("The limit was raised from 10 to 50 requests per second in March.")
            << true;
    }
    void answers()
    {
        QFETCH(QByteArray, output);
        QFETCH(bool, isWrong);
        const Judgement judgement = judged("qa", kRules, output);
        QVERIFY2((judgement.state == EvaluationState::Failed) == isWrong, judgement.reason.c_str());
        QVERIFY(judgement.probability.has_value());
        QCOMPARE(judgement.findings.empty(), !isWrong);
    }

    void reasonsQuoteTheContext()
    {
        QCOMPARE(
            judged("qa", kRules, "Opened software can be returned.").reason,
            std::string("the context says the contrary: \"Opened software cannot be returned\""));
        QVERIFY(judged("qa", kRules, "Unopened boxes can be returned within 60 days.")
                    .reason.starts_with("\"60 days\" where the context has \"30\""));
    }

    void code_data()
    {
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<bool>("isWrong");
        QTest::newRow("sound code 1")
            << QByteArray("```python\n"
                          "import tally\n"
                          "import requests\n"
                          "client = tally.Client(key)\n"
                          "for inv in client.list_invoices(cid, limit=5):\n"
                          "    print(inv.total_amount, inv.dueDate)\n"
                          "    requests.post(url, json=inv.to_dict())\n"
                          "```")
            << false;
        QTest::newRow("sound code 2")
            << QByteArray("```js\n"
                          "const { Client } = require('tally');\n"
                          "const client = new Client(process.env.KEY);\n"
                          "const rows = await client.list_invoices(customerId);\n"
                          "const total = rows.map(r => r.amountDue).reduce((a, b) => a + b, 0);\n"
                          "console.log(total.toFixed(2));\n"
                          "```")
            << false;
        QTest::newRow("sound code 3") << QByteArray("```go\n"
                                                    "import (\n"
                                                    "\t\"fmt\"\n"
                                                    "\t\"os\"\n"
                                                    ")\n"
                                                    "func main() {\n"
                                                    "\tfmt.Println(os.Getenv(\"KEY\"))\n"
                                                    "}\n"
                                                    "```")
                                      << false;
        QTest::newRow("sound code 4")
            << QByteArray("Run `tallyctl deploy --env staging --wait`.") << false;
        QTest::newRow("sound code 5") << QByteArray(
            "```python\n"
            "def void_all(client, customer_id):\n"
            "    voided = [client.void_invoice(i.id) for i in client.list_invoices(customer_id)]\n"
            "    return len(voided)\n"
            "```") << false;
        QTest::newRow("sound code 6") << QByteArray(
            "```java\n"
            "import java.util.List;\n"
            "List<Invoice> open = client.list_invoices(customerId, 20);\n"
            "open.stream().filter(i -> i.getTotal() > 0).forEach(System.out::println);\n"
            "```") << false;
        QTest::newRow("sound code 7")
            << QByteArray("```cpp\n"
                          "#include <mutex>\n"
                          "class SafeClient {\n"
                          "public:\n"
                          "    int count() {\n"
                          "        std::lock_guard<std::mutex> lock(m_mutex);\n"
                          "        return static_cast<int>(m_rows.size());\n"
                          "    }\n"
                          "private:\n"
                          "    std::mutex m_mutex;\n"
                          "    std::vector<int> m_rows;\n"
                          "};\n"
                          "```")
            << false;
        QTest::newRow("sound code 8")
            << QByteArray("```sql\n"
                          "SELECT customer_id, COALESCE(SUM(amount), 0) FROM invoices WHERE due < "
                          "NOW() GROUP BY customer_id;\n"
                          "```")
            << false;
        QTest::newRow("sound code 9")
            << QByteArray("```python\n"
                          "import csv, os\n"
                          "from pathlib import Path\n"
                          "path = Path(folder) / 'open.csv'\n"
                          "os.makedirs(folder, exist_ok=True)\n"
                          "with path.open('w') as file:\n"
                          "    writer = csv.DictWriter(file, fieldnames=['id'])\n"
                          "    writer.writeheader()\n"
                          "    for invoice in client.list_invoices(customer_id):\n"
                          "        writer.writerow({'id': invoice.id})\n"
                          "```")
            << false;
        QTest::newRow("invented name 1") << QByteArray("```python\n"
                                                       "import tally\n"
                                                       "client = tally.Client(key)\n"
                                                       "client.fetch_turbo_invoices(cid)\n"
                                                       "```")
                                         << true;
        QTest::newRow("invented name 2") << QByteArray("```python\n"
                                                       "from tally import bulk_void\n"
                                                       "bulk_void(ids)\n"
                                                       "```")
                                         << true;
        QTest::newRow("invented name 3") << QByteArray("```js\n"
                                                       "const client = new tally.Client(k);\n"
                                                       "await client.archiveInvoices(ids);\n"
                                                       "```")
                                         << true;
        QTest::newRow("invented name 4")
            << QByteArray("Run `tallyctl deploy --env staging --skip-canary`.") << true;
        QTest::newRow("invented name 5")
            << QByteArray("Use `client.refund_all(customer_id)` to refund them.") << true;
        QTest::newRow("invented name 6") << QByteArray("```python\n"
                                                       "rows = client.list_invoices(cid)\n"
                                                       "client.close_invoices(rows, mode='fast')\n"
                                                       "```")
                                         << true;
        QTest::newRow("invented name 7") << QByteArray("```python\n"
                                                       "invoices = list_open_invoices(customer)\n"
                                                       "```")
                                         << true;
        QTest::newRow("invented name 8")
            << QByteArray("```python\n"
                          "result = tally.invoices.batch_export(customer_id)\n"
                          "```")
            << true;
    }
    void code()
    {
        QFETCH(QByteArray, output);
        QFETCH(bool, isWrong);
        const Judgement judgement = judged("code", kReference, output);
        QVERIFY2((judgement.state == EvaluationState::Failed) == isWrong, judgement.reason.c_str());
    }

    // The labelled sets of summaries hold two wrong ones of three; a service does not.
    // Whatever a name is taken for where it stands (a type that prose names is a word there), what
    // stands in the context or the question is never told as absent.
    void whatStandsThereIsNotToldAsAbsent_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"PlanArchived",
                                 "SubscriptionEnded",
                                 "AuthorisationExpired",
                                 "NotPermitted",
                                 "DeliveriesExpired",
                                 "ReplicaUnavailable",
                                 "TokenExpired",
                                 "PeriodClosed",
                                 "list_plans",
                                 "getUserName",
                                 "tally.plans",
                                 "tally.plans.list_plans",
                                 "ep_12",
                                 "--fail-on-diff",
                                 "HTTPServices",
                                 "Mapper2",
                                 "three",
                                 "replays",
                                 "closed",
                                 "x86_64"})
            QTest::newRow(name) << QByteArray(name);
    }
    void whatStandsThereIsNotToldAsAbsent()
    {
        QFETCH(QByteArray, name);
        const QByteArray filler = "Returns plans in order of price, and leaves out the drafts. ";
        const std::vector<QByteArray> standings{
            "Raises " + name + ".\nExample: none.", "(" + name + ") or another one",
            "the " + name + "'s owner", "Takes `" + name + "`, at most one.",
            name + " = the first of them"};
        const std::vector<QByteArray> sayings{"On failure it raises `" + name + "`, so it fails.",
                                              "Use `" + name + "` here.\n\n```python\nx = 1\n```"};
        for (const char* task : {"code", "qa"}) {
            for (const QByteArray& standing : standings) {
                for (const QByteArray& saying : sayings) {
                    for (const bool isAsked : {false, true}) {
                        Subject subject;
                        subject.task = task;
                        subject.context = (isAsked ? filler : filler + standing).toStdString();
                        subject.prompt =
                            (isAsked ? standing : QByteArray("Which are there?")).toStdString();
                        subject.output = saying.toStdString();
                        const Judgement judgement = judgeGroundedness(subject);
                        QVERIFY2(judgement.reason.find("identifier") == std::string::npos,
                                 judgement.reason.c_str());
                        for (const telemetry::Finding& finding : judgement.findings)
                            QVERIFY2(finding.kind != "novel_identifier", saying.constData());
                    }
                }
            }
        }
    }

    void partsOfWhatStandsThereAreNoInventions()
    {
        const char* context = "Reference of the tally SDK. Call tally.plans.list_plans(limit), or "
                              "tally::billing->close(id). Raises PlanArchived. It replays nothing.";
        for (const char* said : {"It is of `tally.plans`.", "It is of `tally::billing`.",
                                 "It ends with `raise PlanArchived(id)`."})
            QVERIFY2(judged("code", context, said).findings.empty(), said);
        // A plain word makes no function, and no part makes the whole.
        for (const char* said : {"Call `archive_plans()`.", "Call replays() first."})
            QVERIFY2(!judged("code", context, said).findings.empty(), said);
    }

    void goodSummariesPass()
    {
        for (const char* text :
             {"Opened software cannot be returned, unopened boxes can within 30 days.",
              "The company was founded by Anna Jones in 1987. Shipping costs are not refunded."}) {
            const Judgement judgement = judged("summary", kRules, text);
            QVERIFY2(judgement.state == EvaluationState::Passed, text);
            QVERIFY(*judgement.probability < *judgement.labelledProbability);
            QVERIFY(suspicionOf({{"groundedness", judgement}})
                    < suspicionOf({{"groundedness", judgement}}, Prior::LabelledSets));
        }
        const std::vector<NamedJudgement> copy{{"groundedness", judged("summary", kRules, kRules)}};
        QVERIFY(suspicionOf(copy) < 0.05);
        QCOMPARE(copy.front().judgement.reason,
                 std::string("it stands in the context word for word"));
    }

    void otherLanguagesAreNotJudgedByWords()
    {
        const Judgement judgement = judged(
            "qa", kRules,
            "Geöffnete Software kann nicht zurückgegeben werden, aber ungeöffnete Artikel können "
            "innerhalb von 30 Tagen an den Händler geschickt werden, wenn die Rechnung dabei ist.");
        QVERIFY(judgement.state == EvaluationState::Inconclusive);
        QVERIFY(!judgement.probability);
        QCOMPARE(judgement.reason,
                 std::string("it is written in another language than the context"));
    }
};

QTEST_APPLESS_MAIN(TestGrounding)
#include "tst_grounding.moc"
