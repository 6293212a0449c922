// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/net/exposition.h"

#include <QTest>

#include <limits>
#include <string>

using namespace std::chrono_literals;
using net::Exposition;

class TestExposition : public QObject
{
    Q_OBJECT

private slots:
    void familiesAndSamplesAreWritten();
    void labelsCannotBeForged();
    void bucketsAreCumulative();
};

void TestExposition::familiesAndSamplesAreWritten()
{
    Exposition out;
    out.family("a_total", Exposition::Type::Counter, "Things.");
    out.sample(std::uint64_t{18'446'744'073'709'551'615U});
    out.family("b", Exposition::Type::Gauge, "More.");
    out.sample(0.25, {{"x", "1"}, {"y", ""}});
    out.sample(std::numeric_limits<double>::infinity());
    QCOMPARE(QString::fromStdString(out.text()),
             QStringLiteral("# HELP a_total Things.\n# TYPE a_total counter\n"
                            "a_total 18446744073709551615\n"
                            "# HELP b More.\n# TYPE b gauge\nb{x=\"1\",y=\"\"} 0.25\nb +Inf\n"));
}

void TestExposition::labelsCannotBeForged()
{
    Exposition out;
    out.family("a", Exposition::Type::Gauge, "Things.");
    out.sample(1.0, {{"service", "x\"} 5\nforged{y=\"\\"}});
    QCOMPARE(QString::fromStdString(out.text()).section(QLatin1Char('\n'), 2),
             QStringLiteral("a{service=\"x\\\"} 5\\nforged{y=\\\"\\\\\"} 1\n"));
    Exposition broken;
    broken.family("a", Exposition::Type::Gauge, "Things.");
    broken.sample(1.0, {{"service", "\xff" + std::string(10'000'000, 'x')}});
    QVERIFY(broken.text().size() < 400);
    QVERIFY(broken.text().find('\xff') == std::string::npos);
}

void TestExposition::bucketsAreCumulative()
{
    telemetry::DurationHistogram histogram;
    histogram.observe(1ms); // on a bound: within it
    histogram.observe(2ms);
    histogram.observe(1500ms);
    histogram.observe(60s); // beyond the last
    Exposition out;
    out.family("t_seconds", Exposition::Type::Histogram, "Times.");
    out.histogram(histogram.snapshot());
    const QString text = QString::fromStdString(out.text());
    const auto has = [&text](const char* line) {
        return text.contains(QLatin1Char('\n') + QLatin1String(line) + QLatin1Char('\n'));
    };
    QVERIFY2(has("t_seconds_bucket{le=\"0.001\"} 1"), qPrintable(text));
    QVERIFY(has("t_seconds_bucket{le=\"0.0025\"} 2"));
    QVERIFY(has("t_seconds_bucket{le=\"1\"} 2"));
    QVERIFY(has("t_seconds_bucket{le=\"2.5\"} 3"));
    QVERIFY(has("t_seconds_bucket{le=\"10\"} 3"));
    QVERIFY(has("t_seconds_bucket{le=\"+Inf\"} 4"));
    QVERIFY(has("t_seconds_count 4"));
    QVERIFY(has("t_seconds_sum 61.503"));
}

QTEST_GUILESS_MAIN(TestExposition)
#include "tst_exposition.moc"
