// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/refreshpacer.h"

#include <chrono>

namespace items {

RefreshPacer::RefreshPacer(const TimeConductor& conductor, std::chrono::milliseconds interval,
                           QObject* parent)
    : QObject(parent)
    , m_conductor(conductor)
{
    m_timer.setInterval(interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isWaiting)
            fire();
    });
    connect(&conductor, &TimeConductor::cursorMoved, this, &RefreshPacer::cursorMoved);
    connect(&conductor, &TimeConductor::transportChanged, this, &RefreshPacer::changed);
    connect(&conductor, &TimeConductor::modeChanged, this, &RefreshPacer::changed);
}

void RefreshPacer::setActive(bool active)
{
    if (active == m_isActive)
        return;
    m_isActive = active;
    if (active)
        requestNow();
    else
        m_timer.stop();
}

void RefreshPacer::requestNow()
{
    m_isWaiting = true;
    if (m_isActive)
        fire();
}

// One change of the conductor is told by several of its signals.
void RefreshPacer::changed()
{
    if (!m_isActive || !isSameView())
        requestNow();
}

void RefreshPacer::cursorMoved()
{
    if (!isFollowing()) {
        changed();
        return;
    }
    m_isWaiting = true;
    if (m_isActive && (!m_timer.isActive() || isFarFromLast()))
        fire();
}

bool RefreshPacer::isFollowing() const
{
    return m_conductor.mode() == TimeConductor::Mode::Live || m_conductor.isPlaying();
}

bool RefreshPacer::isSameView() const
{
    const store::View view = m_conductor.view();
    return view.range == m_lastView.range && view.knownAt == m_lastView.knownAt;
}

bool RefreshPacer::isFarFromLast() const
{
    return m_conductor.isPlaying()
        && (m_conductor.speed() == TimeConductor::kAsFastAsPossible
            || std::chrono::abs(m_conductor.view().range.end - m_lastView.range.end)
                >= m_conductor.span() / TimeConductor::kLargeStep);
}

void RefreshPacer::fire()
{
    m_isWaiting = false;
    m_lastView = m_conductor.view();
    m_timer.start();
    emit due();
}

} // namespace items
