<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\PublicAttributes;
use PHPUnit\Framework\TestCase;

final class PublicAttributesTest extends TestCase
{
    private const RESOURCE = "#[ApiResource(\n    path: '/pbxcore/api/v3/module-x/tasks',\n    processor: Processor::class\n)]\n";
    private const MAPPING = "#[HttpMapping(mapping: ['GET' => ['getList', 'ping']], customMethods: ['ping', 'download'])]\n";
    private const PUBLIC = "#[ResourceSecurity('x', requirements: [SecurityType::PUBLIC])]\n";
    private const CLOSED = "#[ResourceSecurity('x', requirements: [SecurityType::LOCALHOST, SecurityType::BEARER_TOKEN])]\n";

    /**
     * @dataProvider controllers
     *
     * @param list<string> $paths
     */
    public function testPathsWithoutALogin(array $paths, string $text): void
    {
        self::assertSame($paths, PublicAttributes::in("<?php\nnamespace M;\n" . $text));
    }

    /**
     * @return array<string, array{list<string>, string}>
     */
    public function controllers(): array
    {
        $path = '/pbxcore/api/v3/module-x/tasks';
        $method = "class Controller extends BaseRestController\n{\n    %s    #[ApiOperation('x')]\n"
            . "    public function %s(): void {}\n}\n";
        $of = static function (string $attribute, string $name) use ($method): string {
            return sprintf($method, $attribute, $name);
        };
        return [
            'a whole resource' => [[$path], self::RESOURCE . self::PUBLIC . self::MAPPING . $of('', 'getList')],
            'the same, by its full name and over lines' => [[$path], self::RESOURCE
                . "#[\\MikoPBX\\PBXCoreREST\\Attributes\\ResourceSecurity(\n    'x',\n    requirements: [\n"
                . "        SecurityType::PUBLIC,\n    ]\n)]\nfinal class Controller {}\n"],
            'one method' => [[$path . ':ping'], self::RESOURCE . self::CLOSED . self::MAPPING . $of(self::PUBLIC, 'ping')],
            'a method without a path of its own' => [[], self::RESOURCE . self::CLOSED . self::MAPPING
                . $of(self::PUBLIC, 'getList')],
            'closed' => [[], self::RESOURCE . self::CLOSED . self::MAPPING . $of('', 'getList')],
            'a comment' => [[], self::RESOURCE . '// ' . self::PUBLIC . self::CLOSED . $of('', 'ping')],
            'a comment of many lines' => [[], self::RESOURCE . "/*\n * " . self::PUBLIC . " */\n" . $of('', 'ping')],
            'no resource' => [[], self::PUBLIC . $of('', 'ping')],
            'nothing' => [[], ''],
        ];
    }
}
