// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/MediaTokens.h"

#include "routing/dialect/counting/ImageSize.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::routing {

using models::ProviderDialect;

namespace {

qint64 ceilDivided(qint64 value, qint64 by)
{
    return (value + by - 1) / by;
}

/// \a size within a square of \a side, with the same shape.
ImageSize within(const ImageSize &size, qint64 side)
{
    const qint64 longest = std::max(size.width, size.height);
    if (longest <= side)
        return size;
    return {.width = std::max<qint64>(1, size.width * side / longest),
            .height = std::max<qint64>(1, size.height * side / longest)};
}

/// What OpenAI's models count an image by: tiles of 512 pixels, or patches of 32.
struct OpenAiRule
{
    std::string_view prefix;
    qint64 base;
    qint64 tile;
    double patchFactor; ///< 0: tiles
};

/// The first that a name begins with counts; the last is for everything else.
constexpr std::array<OpenAiRule, 13> openAiRules{{
    {"gpt-5-mini", 0, 0, 1.62},
    {"gpt-5-nano", 0, 0, 2.46},
    {"gpt-4.1-mini", 0, 0, 1.62},
    {"gpt-4.1-nano", 0, 0, 2.46},
    {"o4-mini", 0, 0, 1.72},
    {"gpt-5.4-mini", 0, 0, 1.62},
    {"gpt-5.4-nano", 0, 0, 2.46},
    {"gpt-5", 70, 140, 0},
    {"gpt-4o-mini", 2833, 5667, 0},
    {"o1", 75, 150, 0},
    {"o3", 75, 150, 0},
    {"computer-use-preview", 65, 129, 0},
    {"", 85, 170, 0}, // gpt-4o, gpt-4.1, gpt-4.5
}};

qint64 patchTokens(const ImageSize &size, double factor)
{
    constexpr double patch = 32;
    constexpr qint64 mostPatches = 1536;
    const qint64 patches = ceilDivided(size.width, 32) * ceilDivided(size.height, 32);
    if (patches <= mostPatches)
        return std::llround(static_cast<double>(patches) * factor);
    // Made smaller until they fit, then so that a whole number of patches spans one side.
    const auto width = static_cast<double>(size.width);
    const auto height = static_cast<double>(size.height);
    const double shrink = std::sqrt(patch * patch * double{mostPatches} / (width * height));
    const double across = width * shrink / patch;
    const double down = height * shrink / patch;
    const double fit = shrink * std::min(std::floor(across) / across, std::floor(down) / down);
    const double total = std::ceil(width * fit / patch) * std::ceil(height * fit / patch);
    return std::llround(std::min(total, double{mostPatches}) * factor);
}

qint64 openAiImage(const ImageSize &size, std::string_view detail, std::string_view model)
{
    const std::size_t slash = model.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? model : model.substr(slash + 1);
    const OpenAiRule rule = *std::ranges::find_if(
        openAiRules, [name](const OpenAiRule &row) { return name.starts_with(row.prefix); });
    if (rule.patchFactor > 0)
        return patchTokens(detail == "low" ? within(size, 512) : size, rule.patchFactor);
    if (detail == "low")
        return rule.base;
    ImageSize fit = within(size, 2048);
    const qint64 shortest = std::min(fit.width, fit.height);
    if (shortest > 768)
        fit = {.width = fit.width * 768 / shortest, .height = fit.height * 768 / shortest};
    return rule.base + rule.tile * ceilDivided(fit.width, 512) * ceilDivided(fit.height, 512);
}

/// Claude's: pixels divided by 750, of an image made to fit 1568 pixels and 1600 tokens.
qint64 claudeImage(const ImageSize &size)
{
    const ImageSize fit = within(size, 1568);
    return std::clamp<qint64>(ceilDivided(fit.width * fit.height, 750), 1, 1600);
}

/// Gemini's: 258, or 258 for each of the tiles that are two thirds of the shorter side.
qint64 geminiImage(const ImageSize &size, std::string_view model)
{
    constexpr qint64 tile = 258;
    constexpr qint64 smallest = 384;
    if (model.starts_with("gemini-3"))
        return 1120; // whatever the size, unless another resolution is asked for
    if (size.width <= smallest && size.height <= smallest)
        return tile;
    const qint64 unit = std::clamp<qint64>(std::min(size.width, size.height) * 2 / 3, 256, 768);
    return tile * ceilDivided(size.width, unit) * ceilDivided(size.height, unit);
}

qint64 imageTokens(const MediaPart &media, ProviderDialect dialect, std::string_view model)
{
    const ImageSize size =
        imageSizeOf(media.base64).value_or(ImageSize{.width = 512, .height = 512});
    switch (dialect) {
    case ProviderDialect::Anthropic:
    case ProviderDialect::Bedrock:
        return claudeImage(size);
    case ProviderDialect::Gemini:
        return geminiImage(size, model);
    default:
        return openAiImage(size, media.detail, model);
    }
}

qint64 bytesOf(const MediaPart &media)
{
    return static_cast<qint64>(media.base64.size()) * 3 / 4;
}

/// By the bytes: a page of text is some 20 kB and never more than 1600 tokens. Gemini looks at each
/// page as at one image.
qint64 documentTokens(const MediaPart &media, ProviderDialect dialect)
{
    constexpr qint64 pageBytes = 60'000;
    constexpr qint64 bytesPerToken = 16;
    const qint64 pages = std::max<qint64>(1, ceilDivided(bytesOf(media), pageBytes));
    if (dialect == ProviderDialect::Gemini)
        return pages * 258;
    return std::clamp<qint64>(bytesOf(media) / bytesPerToken, 32, pages * 1600);
}

/// Of 128 kbit/s sound; Gemini has 32 tokens a second, OpenAI ten.
qint64 audioTokens(const MediaPart &media, ProviderDialect dialect)
{
    const qint64 seconds = std::max<qint64>(1, bytesOf(media) / 16'000);
    return seconds * (dialect == ProviderDialect::Gemini ? 32 : 10);
}

/// Of 2 Mbit/s video, 263 tokens a second.
qint64 videoTokens(const MediaPart &media)
{
    return std::max<qint64>(1, bytesOf(media) / 250'000) * 263;
}

} // namespace

qint64 mediaTokens(const MediaPart &media, ProviderDialect dialect, std::string_view model)
{
    switch (media.kind) {
    case MediaPart::Kind::Image:
        return imageTokens(media, dialect, model);
    case MediaPart::Kind::Audio:
        return audioTokens(media, dialect);
    case MediaPart::Kind::Video:
        return videoTokens(media);
    case MediaPart::Kind::Document:
        break;
    }
    return documentTokens(media, dialect);
}

} // namespace signalbox::routing
