<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Closure;

/**
 * An answer with a tag; without its body where the asker holds it already.
 */
final class Tagged
{
    /**
     * @param string            $digest the tag without its quotes
     * @param Closure(): string $body   JSON, asked for only when it is sent
     */
    public static function answer(Request $request, string $digest, Closure $body): Answer
    {
        $tag = '"' . $digest . '"';
        return self::isHeld($request->header('if-none-match') ?? '', $tag)
            ? new Answer(304, '', ['ETag' => $tag])
            : new Answer(200, $body(), ['ETag' => $tag]);
    }

    /**
     * Weak tags count as their strong ones: nginx weakens them when it packs.
     */
    private static function isHeld(string $held, string $tag): bool
    {
        $tags = array_map('trim', explode(',', $held));
        return in_array('*', $tags, true) || in_array($tag, $tags, true) || in_array('W/' . $tag, $tags, true);
    }
}
