// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/keyring.h"

#include "app/commands/application.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr int kUnlockPatience = 10'000; // ms: somebody may have to unlock it

struct KeyringAnswer
{
    bool isDone = false;
    QKeychain::Error error = QKeychain::NoError;
    QString problem;
    QString text; // of a reading
};

// What went wrong, but that there is nothing. The job deletes itself when it is done, which may be
// long after nobody waits any more: the keyring writes into it whenever it is unlocked.
Result<std::string> finish(QKeychain::Job* job, const std::string& name)
{
    job->setAutoDelete(true);
    job->setKey(QString::fromStdString(name));
    QEventLoop loop;
    KeyringAnswer answer;
    QObject* context = &loop; // after it, nothing is written here
    QObject::connect(job, &QKeychain::Job::finished, context, [&](QKeychain::Job* done) {
        answer.isDone = true;
        answer.error = done->error();
        answer.problem = done->errorString();
        if (const auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(done))
            answer.text = read->textData();
        loop.quit();
    });
    QTimer::singleShot(kUnlockPatience, &loop, &QEventLoop::quit);
    job->start();
    if (!answer.isDone)
        loop.exec();
    if (!answer.isDone)
        return failure(ErrorKind::Refused,
                       "The keyring does not answer. Is it waiting to be unlocked?");
    if (answer.error != QKeychain::NoError && answer.error != QKeychain::EntryNotFound)
        return failure(ErrorKind::Refused,
                       "The keyring cannot be used: " + answer.problem.toStdString()
                           + ". Set PLUMBLINE_TOKEN_<NAME>, or name a token file, to do without.");
    return answer.text.toStdString();
}

Result<void> finished(const Result<std::string>& answer)
{
    return answer ? Result<void>() : tl::make_unexpected(answer.error());
}

} // namespace

bool hasKeyring()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS");
}

Result<std::string> secretFromKeyring(const std::string& name)
{
    const auto application = applicationIfNone();
    if (!hasKeyring())
        return std::string();
    return finish(new QKeychain::ReadPasswordJob(u"plumbline"_s), name);
}

Result<void> keepSecret(const std::string& name, const std::string& secret)
{
    const auto application = applicationIfNone();
    if (!hasKeyring())
        return failure(ErrorKind::Refused,
                       "There is no keyring here (no session bus). Set PLUMBLINE_TOKEN_" + name
                           + ", or name a token file, to do without.");
    auto* job = new QKeychain::WritePasswordJob(u"plumbline"_s);
    job->setTextData(QString::fromStdString(secret));
    return finished(finish(job, name));
}

Result<void> removeSecret(const std::string& name)
{
    const auto application = applicationIfNone();
    if (!hasKeyring())
        return failure(
            ErrorKind::Refused,
            "There is no keyring here (no session bus). Do this in the desktop session that "
            "the secret was kept in.");
    return finished(finish(new QKeychain::DeletePasswordJob(u"plumbline"_s), name));
}

} // namespace commands
