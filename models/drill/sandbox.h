// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace drill {

// A control plane in memory that speaks etcd's v3 JSON gateway (range, put, txn with compare on
// MOD/CREATE/VERSION/VALUE, deleterange), so that the same profile moves it and a real etcd.
class SandboxControlPlane
{
public:
    static telemetry::Result<std::unique_ptr<SandboxControlPlane>>
    listen(const std::string& address, std::uint16_t port,
           std::map<std::string, std::string> initial);
    SandboxControlPlane(const SandboxControlPlane&) = delete;
    SandboxControlPlane& operator=(const SandboxControlPlane&) = delete;
    ~SandboxControlPlane();

    std::string url() const;
    std::uint16_t port() const;
    std::map<std::string, std::string> values() const; // any thread

private:
    struct Private;
    explicit SandboxControlPlane(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace drill
