// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/incidentinbox.h"

#include "models/incident/madeanew.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>

#include <chrono>
#include <utility>

namespace {

constexpr std::chrono::milliseconds kReadInterval(300);

// With the id by which whoever asked finds it.
telemetry::TimelineEntry marked(telemetry::TimelineEntry entry, const std::string& request)
{
    QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    payload[QLatin1String(commands::kRequestMember)] = QString::fromStdString(request);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

bool say(const std::string& recording, const commands::RequestReply& reply)
{
    if (commands::reply(recording, reply))
        return true;
    return commands::renewRequestDesk(recording) && commands::reply(recording, reply);
}

} // namespace

IncidentInbox::IncidentInbox(const std::string& recording, incident::IncidentDesk& desk,
                             QObject* parent)
    : QObject(parent)
    , m_recording(recording)
    , m_desk(desk)
    , m_since(m_clock.now())
{
    m_worker.setMaxThreadCount(1);
    // Where no file can be made beside the recording, nobody finds a desk and is told so.
    m_worker.start([path = m_recording] { (void)commands::openRequestDesk(path); });
    connect(&m_timer, &QTimer::timeout, this, &IncidentInbox::look);
    m_timer.start(kReadInterval);
}

IncidentInbox::~IncidentInbox()
{
    m_worker.start([path = m_recording] { commands::closeRequestDesk(path); });
    m_worker.waitForDone();
}

void IncidentInbox::look()
{
    if (std::exchange(m_isLooking, true))
        return;
    m_worker.start([this, now = m_clock.now()] {
        auto requests = commands::requestsBeside(m_recording);
        std::erase_if(requests, [this, now](const commands::IncidentRequest& each) {
            if (each.asked < m_since || each.until <= now || m_taken.contains(each.id)
                || !say(m_recording, {.id = each.id})) // looked at again while it holds
                return true;
            m_taken.insert(each.id);
            return false;
        });
        QMetaObject::invokeMethod(
            this,
            [this, requests = std::move(requests)] {
                m_isLooking = false;
                take(requests);
            },
            Qt::QueuedConnection);
    });
}

void IncidentInbox::take(const std::vector<commands::IncidentRequest>& requests)
{
    for (const commands::IncidentRequest& each : requests)
        m_desk.askFor(
            each.who.text(),
            [each](const std::vector<incident::Incident>& standing,
                   telemetry::Timestamp now) -> incident::Entry {
                if (telemetry::SystemClock().now() > each.until + commands::kRequestSettles)
                    return telemetry::failure(telemetry::ErrorKind::Refused,
                                              "The window was too busy; nothing was written.");
                auto entry = incident::madeAnew(each.entry, standing, now);
                return entry ? incident::Entry(marked(std::move(*entry), each.id)) : entry;
            },
            [self = QPointer<IncidentInbox>(this), id = each.id](const incident::Entry& written) {
                if (!self)
                    return;
                using State = commands::RequestReply::State;
                if (written)
                    self->answer(
                        {.id = id, .state = State::Written, .sequence = written->sequence});
                else
                    self->answer({.id = id, .state = State::Refused, .error = written.error()});
            });
}

void IncidentInbox::answer(const commands::RequestReply& reply)
{
    m_worker.start([path = m_recording, reply] { (void)say(path, reply); });
}
