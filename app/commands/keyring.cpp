// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/keyring.h"

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

constexpr int kPatience = 10'000; // ms: somebody may have to unlock it

// The jobs need an event loop, and that an application; commands have none.
std::unique_ptr<QCoreApplication> applicationIfNone()
{
    static int count = 1;
    static char name[] = "plumbline";
    static char* arguments[] = {name, nullptr};
    return QCoreApplication::instance() != nullptr
        ? nullptr
        : std::make_unique<QCoreApplication>(count, arguments);
}

// What went wrong, but that there is nothing.
Result<void> finish(QKeychain::Job& job)
{
    QEventLoop loop;
    bool isDone = false;
    job.setAutoDelete(false);
    QObject* context = &loop;
    QObject::connect(&job, &QKeychain::Job::finished, context, [&] {
        isDone = true;
        loop.quit();
    });
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    job.start();
    if (!isDone)
        loop.exec();
    if (!isDone)
        return failure(ErrorKind::Refused,
                       "The keyring does not answer. Is it waiting to be unlocked?");
    if (job.error() != QKeychain::NoError && job.error() != QKeychain::EntryNotFound)
        return failure(ErrorKind::Refused,
                       "The keyring cannot be used: " + job.errorString().toStdString()
                           + ". Set PLUMBLINE_TOKEN_<NAME>, or name a token file, to do without.");
    return {};
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
    QKeychain::ReadPasswordJob job(u"plumbline"_s);
    job.setKey(QString::fromStdString(name));
    const auto done = finish(job);
    if (!done)
        return tl::make_unexpected(done.error());
    return job.textData().toStdString();
}

Result<void> keepSecret(const std::string& name, const std::string& secret)
{
    const auto application = applicationIfNone();
    if (!hasKeyring())
        return failure(ErrorKind::Refused,
                       "There is no keyring here (no session bus). Set PLUMBLINE_TOKEN_" + name
                           + ", or name a token file, to do without.");
    QKeychain::WritePasswordJob job(u"plumbline"_s);
    job.setKey(QString::fromStdString(name));
    job.setTextData(QString::fromStdString(secret));
    return finish(job);
}

Result<void> removeSecret(const std::string& name)
{
    const auto application = applicationIfNone();
    if (!hasKeyring())
        return failure(ErrorKind::Refused, "There is no keyring here (no session bus).");
    QKeychain::DeletePasswordJob job(u"plumbline"_s);
    job.setKey(QString::fromStdString(name));
    return finish(job);
}

} // namespace commands
