// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/filetarget.h"
#include "models/actuation/httplevergateway.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using net::Exchange;
using net::ExchangeState;

namespace {

net::ClientRequest request(const std::string& method, const QString& path,
                           const std::string& body = {}, const std::string& tag = {})
{
    net::ClientRequest request;
    request.method = method;
    request.url = "file://" + path.toStdString();
    request.body = body;
    if (!tag.empty())
        request.headers = {{"If-Match", tag}};
    return request;
}

void put(const QString& path, const char* text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestFileTarget : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_path = m_folder.filePath(QStringLiteral("flags.json"));
        QFile::remove(m_path);
        put(m_path, "{\"a\":1}");
    }

    void readsAndWritesWhatWasRead()
    {
        QVERIFY(
            QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const Exchange read = actuation::performOnFile(request("GET", m_path));
        QVERIFY(read.state == ExchangeState::Replied);
        QCOMPARE(read.status, 200);
        QCOMPARE(read.body, std::string("{\"a\":1}"));
        const std::string tag(read.header("etag"));
        QVERIFY(tag.size() > 60);
        const Exchange written = actuation::performOnFile(request("PUT", m_path, "{\"a\":2}", tag));
        QCOMPARE(written.status, 204);
        QCOMPARE(textOf(m_path), QByteArray("{\"a\":2}"));
        QCOMPARE(std::string(written.header("etag")),
                 std::string(actuation::performOnFile(request("GET", m_path)).header("etag")));
        QVERIFY(!(QFile::permissions(m_path) & QFile::ReadOther));
        QVERIFY(QFile::permissions(m_path) & QFile::ReadGroup);
        // Nothing lies beside it, and the tag of before is no good any more.
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QCOMPARE(actuation::performOnFile(request("PUT", m_path, "{}", tag)).status, 412);
        QCOMPARE(textOf(m_path), QByteArray("{\"a\":2}"));
    }

    void refusesAllElse()
    {
        const std::string tag(actuation::performOnFile(request("GET", m_path)).header("etag"));
        QCOMPARE(actuation::performOnFile(request("PUT", m_path, "{}")).status, 428);
        QCOMPARE(actuation::performOnFile(request("DELETE", m_path, {}, tag)).status, 405);
        const QString none = m_folder.filePath(QStringLiteral("none.json"));
        QCOMPARE(actuation::performOnFile(request("GET", none)).status, 404);
        QCOMPARE(actuation::performOnFile(request("PUT", none, "{}", tag)).status, 404);
        QVERIFY(!QFile::exists(none));
        QCOMPARE(actuation::performOnFile(request("GET", m_folder.path())).status, 403);
        const QString link = m_folder.filePath(QStringLiteral("link.json"));
        QVERIFY(QFile::link(m_path, link));
        QCOMPARE(actuation::performOnFile(request("PUT", link, "{}", tag)).status, 403);
        QFile::remove(link);
        QCOMPARE(textOf(m_path), QByteArray("{\"a\":1}"));
        // A percent is one of the URL, and never a way around a path.
        QCOMPARE(actuation::performOnFile(
                     request("GET", m_folder.path() + QStringLiteral("/fl%61gs.json")))
                     .status,
                 200);
        QCOMPARE(actuation::performOnFile(request("GET", m_path + QStringLiteral("%00x"))).status,
                 403);
    }

    void oneWriterAtATime()
    {
        const std::string tag(actuation::performOnFile(request("GET", m_path)).header("etag"));
        const int held = ::open(m_path.toLocal8Bit().constData(), O_RDONLY | O_CLOEXEC);
        QVERIFY(held >= 0 && ::flock(held, LOCK_EX) == 0);
        QCOMPARE(actuation::performOnFile(request("PUT", m_path, "{}", tag)).status, 409);
        ::close(held);
        QCOMPARE(actuation::performOnFile(request("PUT", m_path, "{}", tag)).status, 204);
    }

    void onlyWhereTheProfileSaysSo()
    {
        const std::string yaml = "id: p\nbase_url: file:///tmp\nenvironment: test\n"
                                 "operations:\n  o:\n    read: {path: /x, value: {pointer: /x}}\n"
                                 "    write: {method: PUT, path: /x, body: {}, reply: [{when: "
                                 "{status: 204}, outcome: accepted}]}\n"
                                 "levers: [{id: l, kind: pin, target: t, operations: o}]\n";
        const auto make = [](const std::string& text) {
            return actuation::HttpLeverGateway::create(*actuation::parseProfile(text, "p.yaml"),
                                                       {});
        };
        QVERIFY(!make(yaml));
        QVERIFY(make(yaml + "files: true\n").has_value());
        QVERIFY(!make(yaml + "files: true\nhosts: {other: \"file:///etc\"}\n"));
    }

    void whatIsTooLongIsNotRead()
    {
        QVERIFY(QFile::resize(m_path, qint64{5} * 1024 * 1024));
        const Exchange read = actuation::performOnFile(request("GET", m_path));
        QVERIFY(read.state == ExchangeState::NotSent);
        QVERIFY(!read.error.empty());
    }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestFileTarget)
#include "tst_filetarget.moc"
