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
    connect(&conductor, &TimeConductor::transportChanged, this, &RefreshPacer::requestNow);
    connect(&conductor, &TimeConductor::modeChanged, this, &RefreshPacer::requestNow);
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

void RefreshPacer::cursorMoved()
{
    m_isWaiting = true;
    if (!m_isActive)
        return;
    const bool movesByItself =
        m_conductor.mode() == TimeConductor::Mode::Live || m_conductor.isPlaying();
    if (!movesByItself || !m_timer.isActive() || isFarFromLast())
        fire();
}

bool RefreshPacer::isFarFromLast() const
{
    return m_conductor.isPlaying()
        && (m_conductor.speed() == TimeConductor::kAsFastAsPossible
            || std::chrono::abs(m_conductor.cursor() - m_lastCursor)
                >= m_conductor.span() / TimeConductor::kLargeStep);
}

void RefreshPacer::fire()
{
    m_isWaiting = false;
    m_lastCursor = m_conductor.cursor();
    m_timer.start();
    emit due();
}

} // namespace items
