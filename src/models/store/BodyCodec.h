// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <string>

namespace signalbox::models {

/// Packs the bodies of one exchange into one compressed blob and back, and its decision into
/// another. Keeps its compression contexts: making one costs more than compressing a kilobyte. One
/// thread at a time.
class BodyCodec
{
public:
    BodyCodec();
    ~BodyCodec();
    Q_DISABLE_COPY_MOVE(BodyCodec)

    /// At most \a maxBodyBytes of each body; what is cut off is added to the omitted counts.
    [[nodiscard]] QByteArray pack(const CapturedBodies &bodies, qint64 maxBodyBytes);
    /// Null when \a data is damaged.
    [[nodiscard]] std::shared_ptr<const CapturedBodies> unpack(const QByteArray &data);

    [[nodiscard]] QByteArray packText(const std::string &text);
    /// Nothing when \a data is damaged.
    [[nodiscard]] std::optional<std::string> unpackText(const QByteArray &data);

private:
    struct Contexts;

    [[nodiscard]] QByteArray compressed(const char *plain, std::size_t size);
    /// Null when \a data is damaged.
    template<typename Bytes>
    [[nodiscard]] std::optional<Bytes> decompressed(const QByteArray &data);

    std::unique_ptr<Contexts> m_contexts;
};

} // namespace signalbox::models
