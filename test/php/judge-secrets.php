<?php

/**
 * Prints the features of secrets, for the other side of the rule: `php test/php/judge-secrets.php <file>`. The file is
 * JSON: a list of `{secret, about, shared}`.
 */

declare(strict_types=1);

use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\Secrets;

require __DIR__ . '/../../vendor/autoload.php';

[, $file] = $argv;

/** @var list<array{secret: string, about: array<string, string>, shared: int}> $cases */
$cases = json_decode((string) file_get_contents($file), true, 512, JSON_THROW_ON_ERROR);
$secrets = [];
foreach ($cases as ['secret' => $secret, 'about' => $about, 'shared' => $shared]) {
    $secrets[] = new Secret($secret, Secrets::about($about), $shared);
}
$features = (new Judge(Dictionary::shipped()))->of($secrets);
echo json_encode(['php' => PHP_VERSION, 'features' => $features], JSON_THROW_ON_ERROR);
