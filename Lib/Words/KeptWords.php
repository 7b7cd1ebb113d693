<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Words;

use Modules\ModuleSecurityChecklist\Lib\Ports\Words;

/**
 * The module's own texts from its files: where Core's translation, which may rest on a server, is not to be waited for.
 */
final class KeptWords implements Words
{
    private const FALLBACK = 'en';

    /** @var array<mixed> */
    private array $texts;

    /**
     * @param string $folder   with a file for each language
     * @param string $language as Core names it; one that is not there is English
     */
    public function __construct(string $folder, string $language)
    {
        $file = "$folder/" . (preg_match('/\A[a-z]{2}\z/', $language) === 1 ? $language : self::FALLBACK) . '.php';
        $texts = include is_file($file) ? $file : "$folder/" . self::FALLBACK . '.php';
        $this->texts = is_array($texts) ? $texts : [];
    }

    public function say(string $key, array $values = []): string
    {
        $text = $this->texts[$key] ?? $key;
        $text = Forms::fill(is_string($text) ? $text : $key, $values);
        foreach ($values as $name => $value) {
            $text = str_replace("%$name%", $value, $text);
        }
        return $text;
    }
}
