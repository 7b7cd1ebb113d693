<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core;

use Modules\ModuleSecurityChecklist\Lib\Ports\Words;
use Modules\ModuleSecurityChecklist\Lib\Words\Forms;

/**
 * Texts in the language that Core chose for this request: Messages/*.php of the module are among Core's own.
 */
final class CoreWords implements Words
{
    public function say(string $key, array $values = []): string
    {
        $translation = Services::get('translation');
        $text = is_object($translation) && method_exists($translation, '_') ? $translation->_($key, $values) : $key;
        return Forms::fill(is_string($text) ? $text : $key, $values);
    }
}
