// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/logring.h"

#include <QDateTime>
#include <QMessageLogContext>
#include <QRegularExpression>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>

using namespace Qt::StringLiterals;

namespace logring {

namespace {

constexpr qsizetype kMostOfMessage = 70;

std::array<Line, kLines> g_ring;
std::array<char, 512> g_fatal; // the text of an assertion is as long as its condition
std::atomic<std::size_t> g_written = 0; // in all
std::mutex g_writing;
QtMessageHandler g_qtBefore = nullptr;

void keep(const QByteArray& text)
{
    const QByteArray line =
        QDateTime::currentDateTimeUtc().toString(u"HH:mm:ss'Z' "_s).toLatin1() + text;
    const std::lock_guard lock(g_writing);
    const std::size_t written = g_written.load();
    Line& place = g_ring[written % kLines];
    const auto length =
        std::min<std::size_t>(static_cast<std::size_t>(line.size()), kLineBytes - 1);
    std::memcpy(place.data(), line.constData(), length);
    place[length] = '\0';
    g_written.store(written + 1);
}

const char* kindOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug: ";
    case QtInfoMsg:
        return "info: ";
    case QtWarningMsg:
        return "warning: ";
    case QtCriticalMsg:
        return "critical: ";
    case QtFatalMsg:
        break;
    }
    return "fatal: ";
}

void keepFatal(const QByteArray& text)
{
    const std::lock_guard lock(g_writing);
    const auto length =
        std::min<std::size_t>(static_cast<std::size_t>(text.size()), g_fatal.size() - 1);
    std::memcpy(g_fatal.data(), text.constData(), length);
    g_fatal[length] = '\0';
}

void handleQt(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    const QByteArray kept =
        (type == QtFatalMsg ? fatalText(text) : withoutContent(text)).toLatin1();
    keep(kindOf(type) + kept);
    if (type == QtFatalMsg)
        keepFatal(kept);
    if (g_qtBefore != nullptr)
        g_qtBefore(type, context, text);
}

} // namespace

void note(const char* text)
{
    keep(text);
}

void watchQtMessages()
{
    const auto before = qInstallMessageHandler(handleQt);
    if (before != handleQt)
        g_qtBefore = before;
}

// "QFile::open: File (/home/ada/…) cannot" becomes "QFile::open: File".
QString withoutContent(const QString& message)
{
    const bool isOfQt = message.size() > 2 && message[0] == u'Q' && message[1].isUpper();
    if (!isOfQt)
        return u"(a message that is not kept)"_s;
    const auto isPlain = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u' ' || c == u':'
            || c == u',' || c == u'-' || c == u'_';
    };
    const auto end = std::find_if_not(message.begin(), message.end(), isPlain);
    return message.left(std::min<qsizetype>(end - message.begin(), kMostOfMessage)).trimmed();
}

// 'ASSERT: "m_answer" in file /home/ada/answer.cpp, line 12', as Q_ASSERT writes it, and
// 'ASSERT failure in answerOf: "no answer", file /home/ada/answer.cpp, line 12', as Q_ASSERT_X.
QString fatalText(const QString& message)
{
    static const QRegularExpression assertion(
        u"\\A(ASSERT(?:: | failure in ).*(?: in|,) file )(.*)(, line \\d+)\\z"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = assertion.match(message);
    if (!match.hasMatch())
        return withoutContent(message);
    QString text = match.captured(1) + match.captured(2).section(u'/', -1) + match.captured(3);
    for (QChar& c : text) {
        if (!c.isPrint())
            c = u' '; // one line
    }
    return text;
}

const char* fatal()
{
    return g_fatal.data();
}

std::size_t count()
{
    return std::min(g_written.load(), kLines);
}

const char* line(std::size_t index)
{
    const std::size_t written = g_written.load();
    const std::size_t first = written > kLines ? written - kLines : 0;
    return g_ring[(first + index) % kLines].data();
}

} // namespace logring
