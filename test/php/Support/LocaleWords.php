<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Modules\ModuleSecurityChecklist\Lib\Words\Forms;
use OutOfBoundsException;

/**
 * The texts as the locales have them. A missing key or a placeholder that is left over is an error.
 */
final class LocaleWords implements Words
{
    private const FOLDER = __DIR__ . '/../../../sites/locales/';

    /** @var array<mixed> */
    private array $texts;

    public function __construct(string $language)
    {
        $texts = json_decode((string) file_get_contents(self::FOLDER . $language . '.json'), true);
        $this->texts = is_array($texts) ? $texts : [];
    }

    public function say(string $key, array $values = []): string
    {
        $text = $this->texts["native.$key"] ?? null;
        if (!is_string($text)) {
            throw new OutOfBoundsException("no text: $key");
        }
        $text = Forms::fill($text, $values);
        foreach ($values as $name => $value) {
            $text = str_replace("%$name%", $value, $text);
        }
        if (preg_match('/%\w+%/', $text) === 1) {
            throw new OutOfBoundsException("no value: $text");
        }
        return $text;
    }
}
