// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string_view>

namespace signalbox::models {

/// MurmurHash3_x86_32 of Austin Appleby's SMHasher (public domain): the hash that feature flag
/// systems put units into buckets with. The same on every machine. Not for secrets or for tables
/// that strangers may fill.
[[nodiscard]] quint32 murmur3(std::string_view bytes, quint32 seed = 0);

/// The same over \a seed, a colon and \a unit, without joining them.
[[nodiscard]] quint32 murmur3Joined(std::string_view first, std::string_view second);

/// Buckets are thousandths of a per cent.
inline constexpr quint32 splitBuckets = 100'000;

/// The bucket, 0 to splitBuckets - 1, of \a unit in the split named \a seed: murmur3 of
/// "seed:unit", scaled without a modulo's bias. A unit keeps its bucket, so that growing a share
/// only adds units to it.
[[nodiscard]] quint32 splitBucket(std::string_view seed, std::string_view unit);

} // namespace signalbox::models
