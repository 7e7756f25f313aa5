// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace signalbox::models {

/// Where a provider's key is kept: `keychain:NAME` or `env:NAME`. The key itself is never here.
struct KeyReference
{
    enum class Source : quint8 { Keychain, Environment };

    Source source = Source::Keychain;
    QString name;

    [[nodiscard]] QString toString() const;
    static std::optional<KeyReference> fromString(const QString &text);
    bool operator==(const KeyReference &) const = default;
};

} // namespace signalbox::models
